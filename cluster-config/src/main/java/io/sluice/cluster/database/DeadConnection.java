package io.sluice.cluster.database;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;

/**
 * Ends a connection that does not answer. The client's public types cannot, so this is the one
 * place that looks behind them.
 */
public final class DeadConnection {

  private DeadConnection() {}

  /**
   * Cuts the connection, so that everything that waits on it fails and the pool forgets it. Its own
   * {@code close} would not do: it waits for answers, and a pooled connection goes back to the pool
   * as it is.
   */
  public static void cut(SqlConnection connection) {
    if (connection instanceof SqlConnectionInternal pooled
        && pooled.unwrap().unwrap() instanceof SocketConnectionBase direct) {
      direct.socket().close().onComplete(ended -> connection.close().onComplete(released -> {}));
    }
  }
}
