package io.sluice.workers.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What is published at once after its commit, and may have been left over by a crash. */
public interface Backlog {

  /** Whether something has been there for longer than publishing it takes. */
  Future<Boolean> isAnythingLeft(Duration age);

  /**
   * Publishes some of it.
   *
   * @param mayGoOn asked before each that has to wait for another
   * @return whether there may be more; fails where one could not be published
   */
  Future<Boolean> publish(Duration age, BooleanSupplier mayGoOn);

  /** A link that is silent must not hold up the relay for ever. */
  static <T> Future<T> bounded(Future<T> query) {
    return query.timeout(6, TimeUnit.SECONDS);
  }
}
