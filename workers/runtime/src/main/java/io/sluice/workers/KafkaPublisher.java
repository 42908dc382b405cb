package io.sluice.workers;

import io.sluice.backbone.kafka.KafkaEventSender;
import io.sluice.backbone.kafka.LateReplySender;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.sluice.workers.outbox.Publisher;
import io.vertx.core.Future;
import java.util.Collection;

/** Carries events and late replies over Kafka. Thread-safe. */
final class KafkaPublisher implements Publisher {

  private final KafkaEventSender events;
  private final LateReplySender replies;

  KafkaPublisher(RecordSender sender) {
    this.events = new KafkaEventSender(sender);
    this.replies = new LateReplySender(sender);
  }

  /** Makes the streams usable. */
  Future<Void> prepare(Collection<String> streams) {
    return events.prepare(streams);
  }

  @Override
  public Future<Void> send(Event event, String stream) {
    return events.send(event, stream);
  }

  @Override
  public Future<Void> reply(Reply reply, ReplyTo.Kafka address) {
    return replies.send(reply, address);
  }
}
