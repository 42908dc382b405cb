package io.sluice.backbone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.MessageReader;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Tells commands of a service from everything else that may lie in its topic. */
final class CommandReader {

  /**
   * Which topic a command was sent to. Records have landed in another one before (KAFKA-19012), and
   * services may have operations of the same name.
   */
  private static final String SENT_TO = "sluice_topic";

  private final Predicate<String> operations;

  /**
   * @param operations says which the service handles
   */
  CommandReader(Predicate<String> operations) {
    this.operations = operations;
  }

  static ProducerRecord<byte[], byte[]> addressed(ProducerRecord<byte[], byte[]> record) {
    record.headers().add(SENT_TO, record.topic().getBytes(UTF_8));
    return record;
  }

  /** Never throws: whatever a record is, the partition goes on. */
  Reading read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return readUnguarded(record);
    } catch (MalformedMessageException e) {
      return aside(record, DeadLetterReason.MALFORMED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Its message may quote what the sender wrote.
      return aside(record, DeadLetterReason.MALFORMED, e.getClass().getSimpleName());
    }
  }

  private Reading readUnguarded(ConsumerRecord<byte[], byte[]> record) {
    Header sentTo = record.headers().lastHeader(SENT_TO);
    if (sentTo != null && !record.topic().equals(text(sentTo))) {
      return aside(record, DeadLetterReason.WRONG_TOPIC, "it was sent to another topic");
    }
    Envelope envelope = KafkaWireForm.read(record);
    if (MessageReader.isNoCommand(envelope)) {
      return aside(record, DeadLetterReason.WRONG_TOPIC, "its type is not a command's");
    }
    Command command = MessageReader.readCommand(envelope);
    return operations.test(command.operation())
        ? new Reading.Known(command, record)
        : new Reading.Unknown(
            command,
            new DeadLetter(
                record, DeadLetterReason.UNKNOWN_OPERATION, "the service has no handler for it"));
  }

  private static String text(Header header) {
    return header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  private static Reading aside(
      ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail) {
    return new Reading.NoCommand(new DeadLetter(record, reason, detail));
  }
}
