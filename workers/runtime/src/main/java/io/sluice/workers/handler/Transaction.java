package io.sluice.workers.handler;

import io.sluice.backbone.message.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The database transaction that a command's or an event's work runs in. Ends with the work. */
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

  /**
   * Answers a command of the service whose handler has deferred its reply ({@link Call#defer()}):
   * the reply is the command's first, and is sent when the transaction commits, also after the
   * caller's deadline. Where the transaction does not commit, the command still waits.
   *
   * @param command its id ({@link Call#commandId()})
   * @param result written as JSON now, or an {@link Answer}
   * @return completes when it is written; fails with {@link IllegalStateException} where the
   *     command has its reply already, which stays, or the service awaits none for it: then the
   *     transaction may go on all the same
   * @throws IllegalStateException when the result cannot be written as JSON, there are too many, or
   *     the work is over
   */
  Future<Void> reply(UUID command, @Nullable Object result);

  /** Answers such a command by a problem, as a {@link Rejection} of its handler would have. */
  Future<Void> reject(UUID command, Problem problem);
}
