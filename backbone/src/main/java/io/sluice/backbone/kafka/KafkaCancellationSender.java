package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Payload;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Tells workers that are not on the event bus which recorded commands nobody wants any more.
 * Thread-safe.
 */
public final class KafkaCancellationSender {

  private static final Payload NOTHING = Payload.json(Buffer.buffer("{}"));

  private final RecordSender sender;

  /**
   * One that never blocks.
   *
   * @param sender prepared for the services' control topics
   */
  public KafkaCancellationSender(RecordSender sender) {
    this.sender = sender;
  }

  /** Where a service's cancellations go. */
  public static String topicOf(String service) {
    return service + ".control";
  }

  /**
   * Sends one. The gateway's name no key: the topic has one partition, and is read whole.
   *
   * @return completes when the broker has acknowledged, on the producer's thread; where it fails it
   *     may be there all the same, and may be sent again
   */
  public Future<Void> send(String service, Cancellation cancellation) {
    return sender.send(
        SentTo.addressed(KafkaWireForm.write(cancellation, NOTHING, topicOf(service), null)));
  }
}
