package io.sluice.workers.handler;

import io.vertx.sqlclient.SqlConnection;

/** The database transaction that a command's work runs in. Ends with the work. */
public interface Transaction {

  /**
   * Where the work reads and writes. It neither begins, commits nor closes, and asks here anew for
   * each statement rather than keep the connection.
   *
   * @return a connection for this work only, with a transaction open
   * @throws IllegalStateException when the work is over
   */
  SqlConnection db();

  /**
   * Publishes an event when the transaction commits, and not at all when it does not. Events of one
   * stream and key come in the order of their commits.
   *
   * @param stream one that the worker has named by {@link Handlers#publishes}
   * @param key the ordering key, such as the id of what it happened to
   * @param event what happened, a name in the past: {@code OrderPlaced}
   * @param data written as JSON now
   * @throws IllegalArgumentException where the stream was not named or the data is no JSON
   * @throws IllegalStateException when there are too many, or the work is over
   */
  void publish(String stream, String key, String event, Object data);
}
