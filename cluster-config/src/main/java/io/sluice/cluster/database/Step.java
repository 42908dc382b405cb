package io.sluice.cluster.database;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A step of a transaction, and how long the database may say nothing in it: the server's own limits
 * bound its work, these bound a link on which nothing arrives any more.
 */
public enum Step {
  /** Waiting for a connection of the pool, or for a new one. */
  CONNECT(Duration.ofMillis(2_500)),
  /** The server has nothing to do for it: silence is the link's. */
  BEGIN(Duration.ofSeconds(2)),
  /** May wait for another run of the same command, as long as the lock timeout lets it. */
  CLAIM(Duration.ofSeconds(4)),
  /** The service's own work. */
  WORK(Duration.ofSeconds(8)),
  /** Reply, events, commit; may wait for another transaction with events of the same key. */
  COMMIT(Duration.ofSeconds(6)),
  ROLLBACK(Duration.ofSeconds(2));

  private final Duration limit;

  Step(Duration limit) {
    this.limit = limit;
  }

  /** The same future, which fails with {@link SilentDatabaseException} when it takes too long. */
  public <T> Future<T> of(Future<T> step) {
    return step.timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure ->
                // The work itself may fail with a timeout of its own.
                failure instanceof TimeoutException && !step.isComplete()
                    ? Future.failedFuture(new SilentDatabaseException(this, limit))
                    : Future.failedFuture(failure));
  }
}
