package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Event;
import io.vertx.core.Future;
import java.util.Collection;

/** Sends events to their streams, each to the partition of its key. Thread-safe. */
public final class KafkaEventSender {

  private final RecordSender sender;

  public KafkaEventSender(RecordSender sender) {
    this.sender = sender;
  }

  /**
   * Makes the streams' topics usable.
   *
   * @return fails with a clear message when they cannot be had within 20 s
   */
  public Future<Void> prepare(Collection<String> streams) {
    return sender.prepare(streams);
  }

  /**
   * Sends one event. Never blocks.
   *
   * @return completes when the broker has acknowledged, on the producer's thread; where it fails
   *     the event may be there all the same
   */
  public Future<Void> send(Event event, String stream) {
    return sender.send(SentTo.addressed(KafkaWireForm.write(event, event.payload(), stream, null)));
  }
}
