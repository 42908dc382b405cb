package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Sends a worker's replies, and only to the reply topics. */
final class KafkaReplySender {

  private final RecordSender sender;

  KafkaReplySender(RecordSender sender) {
    this.sender = sender;
  }

  /**
   * Sends the reply where the command asked for it.
   *
   * @param to null where no reply is wanted
   * @return completes when the broker has acknowledged; fails where the address is not allowed
   */
  Future<Void> send(Reply reply, @Nullable ReplyTo to) {
    return switch (to) {
      case null -> Future.succeededFuture();
      case ReplyTo.Bus bus ->
          Future.failedFuture(new IllegalArgumentException("a reply address that is not Kafka's"));
      case ReplyTo.Kafka kafka when !ReplyTopics.allows(kafka) ->
          Future.failedFuture(new IllegalArgumentException("a topic that is not for replies"));
      case ReplyTo.Kafka kafka ->
          sender.send(KafkaWireForm.write(reply, reply.payload(), kafka.topic(), kafka.lane()));
    };
  }
}
