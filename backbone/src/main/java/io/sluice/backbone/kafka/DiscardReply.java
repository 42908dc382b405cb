package io.sluice.backbone.kafka;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Ended;
import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The reply that ends a command which an operator lays aside for good: without it the ledger would
 * wait for a redrive.
 */
public final class DiscardReply {

  private static final int ANY_LANE = 0;

  private static final Problem DISCARDED =
      Problem.named(
          "discarded",
          "The command was discarded",
          502,
          "The operation could not be done, and was laid aside for good.");

  private DiscardReply() {}

  /**
   * For the durable replies. Also for a command that does not call itself recorded: a caller's
   * command gets its row later, when the caller's time is up.
   *
   * @return empty where the letter is no command, or one that nobody wants a reply to
   */
  public static Optional<ProducerRecord<byte[], byte[]>> to(
      ConsumerRecord<byte[], byte[]> letter, Instant now) {
    return command(letter)
        .filter(command -> command.recorded() || command.replyTo() instanceof ReplyTo.Kafka)
        .map(command -> record(command, letter.topic(), now.truncatedTo(ChronoUnit.MILLIS)));
  }

  private static Optional<Command> command(ConsumerRecord<byte[], byte[]> letter) {
    try {
      Envelope envelope = KafkaWireForm.read(letter);
      return MessageReader.isAboutCommand(envelope)
          ? Optional.empty()
          : Optional.of(MessageReader.readCommand(envelope));
    } catch (RuntimeException e) {
      // What cannot be read has no row, or none that it would name.
      return Optional.empty();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Command command, String topic, Instant now) {
    var reply =
        new Reply(
            UuidCreator.getTimeOrderedEpoch(),
            command.invocation(),
            command.id(),
            command.operation(),
            "/dead-letters/" + DeadLetterHeaders.originOf(topic),
            command.key(),
            now,
            now,
            command.attempt(),
            command.recorded(),
            Ended.ANSWERED,
            DISCARDED.status(),
            command.trace().next(),
            DISCARDED.toPayload());
    return KafkaWireForm.write(reply, reply.payload(), ReplyTopics.DURABLE, lane(command));
  }

  private static int lane(Command command) {
    if (command.replyTo() instanceof ReplyTo.Kafka address && ReplyTopics.allows(address)) {
      Integer lane = address.lane();
      return lane == null ? ANY_LANE : lane;
    }
    return ANY_LANE;
  }
}
