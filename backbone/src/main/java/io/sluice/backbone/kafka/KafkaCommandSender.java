package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.NotSentException;
import io.sluice.backbone.message.Command;
import io.vertx.core.Future;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends commands that are to be answered on this node's lane, and waits for no reply. Thread-safe.
 */
public final class KafkaCommandSender {

  private final RecordSender sender;
  private final ReplyLane lane;

  /** One that needs not wait until the lane is read. */
  public KafkaCommandSender(RecordSender sender, ReplyLane lane) {
    this.sender = sender;
    this.lane = lane;
  }

  /** Whether replies would be heard. */
  public boolean isReady() {
    return lane.isPositioned();
  }

  /**
   * Sends a command, with this node's lane as the address of its reply. Never blocks. Where it is
   * not recorded, somebody must be waiting for its reply already.
   *
   * @param topic for which the sender is prepared
   * @return where the command is, when the broker has acknowledged it, on the producer's thread;
   *     fails with {@link NotSentException} where nothing was written, and otherwise with an
   *     unknown outcome
   */
  public Future<Position> send(Command command, String topic) {
    return sender.sendAndLocate(record(command, topic));
  }

  /** Any command, as it is sent to the topic. */
  ProducerRecord<byte[], byte[]> record(Command command, String topic) {
    Command addressed = command.withReplyTo(ReplyTopics.address(lane.number(), command.recorded()));
    return SentTo.addressed(KafkaWireForm.write(addressed, addressed.payload(), topic, null));
  }
}
