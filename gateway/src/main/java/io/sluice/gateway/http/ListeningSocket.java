package io.sluice.gateway.http;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * The socket that a server's connections come from, to be closed before the server is.
 *
 * <p>Vert.x 5.0.8 takes its event loops from the socket first and closes it then: what comes in
 * between is accepted and reset. A client that sees its connection open must not send again.
 */
public final class ListeningSocket {

  private volatile @Nullable Channel channel;

  /** Learns it from a connection; Vert.x has no public way to it. */
  public void sawConnection(HttpConnection connection) {
    channel = ((HttpServerConnection) connection).channelHandlerContext().channel().parent();
  }

  /** Refuses new connections from now on; completes when it does. Those that are open stay so. */
  public Future<Void> close() {
    Channel open = channel;
    if (open == null) {
      // No connection has come, and who comes now finds a server that says goodbye.
      return Future.succeededFuture();
    }
    Promise<Void> closed = Promise.promise();
    open.close()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                closed.complete();
              } else {
                closed.fail(done.cause());
              }
            });
    return closed.future();
  }
}
