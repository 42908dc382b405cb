package io.sluice.workers.deferred;

import io.sluice.workers.deferred.DeferredReplies.Waiting;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many commands of the service, on whichever node they ran, wait for their deferred reply; some
 * seconds old. Any thread may ask.
 */
public final class WaitingReplies {

  /** No more are counted. */
  static final int MOST = 100_000;

  private static final Waiting UNKNOWN = new Waiting(Double.NaN, Double.NaN);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration QUERY_LIMIT = Duration.ofSeconds(4);

  private final Vertx vertx;
  private final DeferredReplies deferred;
  private final SqlClient database;
  private final long timer;
  private volatile Waiting last = UNKNOWN;

  /** Begins to count. */
  public WaitingReplies(Vertx vertx, DeferredReplies deferred, SqlClient database) {
    this.vertx = vertx;
    this.deferred = deferred;
    this.database = database;
    this.timer = vertx.setPeriodic(0, EVERY.toMillis(), fired -> count());
  }

  /** Not a number while the database does not say. */
  public double replies() {
    return last.replies();
  }

  /** Since how many seconds the first of them waits; not a number while that is not known. */
  public double oldestSeconds() {
    return last.oldest();
  }

  public void close() {
    vertx.cancelTimer(timer);
  }

  private void count() {
    deferred
        .waiting(database, MOST)
        .timeout(QUERY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(counted -> last = counted.succeeded() ? counted.result() : UNKNOWN);
  }
}
