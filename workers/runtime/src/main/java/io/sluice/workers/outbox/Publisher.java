package io.sluice.workers.outbox;

import io.sluice.backbone.message.Event;
import io.vertx.core.Future;

/** What carries events to their streams. */
@FunctionalInterface
public interface Publisher {

  /**
   * Sends one event.
   *
   * @return completes, on any thread, when it is certainly there; where it fails it may be there
   *     too
   */
  Future<Void> send(Event event, String stream);
}
