package io.sluice.gateway.invocation;

import io.sluice.cluster.database.ConnectionPool;
import io.sluice.cluster.database.DatabaseTrouble;
import io.sluice.cluster.database.DeadConnection;
import io.sluice.gateway.invocation.LedgerException.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs statements on a connection of their own, within a time. Fails with LedgerException only;
 * with the work's own where it has one.
 */
final class Statements {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private Statements() {}

  /** Within 5 s. */
  static <T> Future<T> run(ConnectionPool pool, Function<SqlConnection, Future<T>> work) {
    return run(pool, LIMIT, work);
  }

  static <T> Future<T> run(
      ConnectionPool pool, Duration limit, Function<SqlConnection, Future<T>> work) {
    long end = System.nanoTime() + limit.toNanos();
    return connect(pool, limit)
        .transform(
            connected ->
                connected.succeeded()
                    ? on(connected.result(), end, work)
                    : Future.failedFuture(
                        new LedgerException(Reason.NOT_ACCEPTED, connected.cause())));
  }

  private static Future<SqlConnection> connect(ConnectionPool pool, Duration limit) {
    Future<SqlConnection> connecting = pool.connect();
    return bounded(connecting, limit.toNanos())
        .onFailure(
            // It may still come, and would never be given back.
            late -> connecting.onSuccess(connection -> connection.close().onComplete(ended -> {})));
  }

  private static <T> Future<T> on(
      SqlConnection connection, long end, Function<SqlConnection, Future<T>> work) {
    return bounded(start(connection, work), end - System.nanoTime())
        .transform(
            worked -> {
              if (worked.failed() && !hasAnswered(worked.cause())) {
                DeadConnection.cut(connection);
                return Future.failedFuture(new LedgerException(Reason.UNKNOWN, worked.cause()));
              }
              return connection
                  .close()
                  .transform(
                      closed ->
                          worked.succeeded()
                              ? Future.succeededFuture(worked.result())
                              : Future.failedFuture(refusal(worked.cause())));
            });
  }

  private static boolean hasAnswered(Throwable failure) {
    return failure instanceof LedgerException || DatabaseTrouble.isRefusal(failure);
  }

  private static LedgerException refusal(Throwable failure) {
    return failure instanceof LedgerException known
        ? known
        : new LedgerException(Reason.NOT_ACCEPTED, failure);
  }

  /**
   * The same failure where a statement before it has written something: a refusal says less then.
   */
  static <T> Future<T> afterWriting(Future<T> reading) {
    return reading.recover(
        failure ->
            Future.failedFuture(
                DatabaseTrouble.isRefusal(failure)
                    ? new LedgerException(Reason.UNKNOWN, failure)
                    : failure));
  }

  private static <T> Future<T> start(
      SqlConnection connection, Function<SqlConnection, Future<T>> work) {
    try {
      return work.apply(connection);
    } catch (RuntimeException e) {
      // The connection goes back whatever the work throws.
      return Future.failedFuture(e);
    }
  }

  private static <T> Future<T> bounded(Future<T> step, long nanos) {
    return step.timeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), TimeUnit.MILLISECONDS);
  }
}
