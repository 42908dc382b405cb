package io.sluice.cluster.management;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** A part that a node's service depends on: the database, the broker, the cluster. */
public interface Component {

  /** What operators call it, such as {@code database}; unique in a node. */
  String name();

  /**
   * Answers "would the next call work?". Called on an event loop for each readiness probe: it must
   * not block, and asks cheaply. A failed future, or none in time, counts as down.
   */
  Future<Health> check();

  /** A part that is up when its check succeeds, and down for the reason that it fails with. */
  static Component of(String name, Supplier<? extends Future<?>> check) {
    return new Component() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Future<Health> check() {
        return check
            .get()
            .map(up -> Health.up())
            .otherwise(failure -> Health.down(String.valueOf(failure.getMessage())));
      }
    };
  }
}
