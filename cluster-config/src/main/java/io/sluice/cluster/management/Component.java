package io.sluice.cluster.management;

import io.vertx.core.Future;

/** A part that a node's service depends on: the database, the broker, the cluster. */
public interface Component {

  /** What operators call it, such as {@code database}; unique in a node. */
  String name();

  /**
   * Answers "would the next call work?". Called on an event loop for each readiness probe: it must
   * not block, and asks cheaply. A failed future, or none in time, counts as down.
   */
  Future<Health> check();
}
