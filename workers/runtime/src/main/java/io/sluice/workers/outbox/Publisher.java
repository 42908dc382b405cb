package io.sluice.workers.outbox;

import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.vertx.core.Future;

/** What carries events to their streams, and replies that come late to who waits for them. */
@FunctionalInterface
public interface Publisher {

  /**
   * Sends one event.
   *
   * @return completes, on any thread, when it is certainly there; where it fails it may be there
   *     too
   */
  Future<Void> send(Event event, String stream);

  /**
   * Sends one late reply; without Kafka no command can have asked for any.
   *
   * @return as with events; completes, too, where it can never be sent
   */
  default Future<Void> reply(Reply reply, ReplyTo.Kafka address) {
    return Future.failedFuture(new IllegalStateException("nothing here carries replies"));
  }
}
