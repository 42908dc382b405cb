package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.NotSentException;
import io.sluice.backbone.message.Command;
import io.vertx.core.Future;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends commands that are to be answered on this node's lane, and waits for no reply: those of
 * recorded commands are kept. Thread-safe.
 */
public final class KafkaCommandSender {

  private final RecordSender sender;
  private final ReplyLane lane;

  /** One that needs not wait until the lane is read. */
  public KafkaCommandSender(RecordSender sender, ReplyLane lane) {
    this.sender = sender;
    this.lane = lane;
  }

  /**
   * Sends a recorded command, with this node's lane as the address of its reply. Never blocks.
   *
   * @param topic for which the sender is prepared
   * @return where the command is, when the broker has acknowledged it, on the producer's thread;
   *     fails with {@link NotSentException} where nothing was written, and otherwise with an
   *     unknown outcome
   * @throws IllegalArgumentException when the command is not recorded: its reply could be missed
   */
  public Future<Position> send(Command command, String topic) {
    if (!command.recorded()) {
      throw new IllegalArgumentException("the command is not recorded");
    }
    return sender.sendAndLocate(record(command, topic));
  }

  /** Any command, as it is sent to the topic. */
  ProducerRecord<byte[], byte[]> record(Command command, String topic) {
    Command addressed = command.withReplyTo(ReplyTopics.address(lane.number(), command.recorded()));
    return SentTo.addressed(KafkaWireForm.write(addressed, addressed.payload(), topic, null));
  }
}
