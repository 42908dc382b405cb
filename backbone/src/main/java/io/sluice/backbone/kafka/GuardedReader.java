package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.MessageReader;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads records, and makes a dead letter of what cannot be read or went astray.
 *
 * @param <K> what it finds
 */
final class GuardedReader<K extends Keyed> implements RecordReader<K> {

  private final String expected;
  private final BiFunction<ConsumerRecord<byte[], byte[]>, Envelope, K> understand;
  private final Function<DeadLetter, K> aside;

  /**
   * @param expected what the topic is for: {@code a command}, {@code an event}
   * @param understand throws {@link MalformedMessageException} where it is not that
   */
  GuardedReader(
      String expected,
      BiFunction<ConsumerRecord<byte[], byte[]>, Envelope, K> understand,
      Function<DeadLetter, K> aside) {
    this.expected = expected;
    this.understand = understand;
    this.aside = aside;
  }

  @Override
  public K read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return readUnguarded(record);
    } catch (MalformedMessageException e) {
      return aside(record, DeadLetterReason.MALFORMED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Its message may quote what the sender wrote.
      return aside(record, DeadLetterReason.MALFORMED, e.getClass().getSimpleName());
    }
  }

  private K readUnguarded(ConsumerRecord<byte[], byte[]> record) {
    if (SentTo.isElsewhere(record)) {
      return aside(record, DeadLetterReason.WRONG_TOPIC, "it was sent to another topic");
    }
    Envelope envelope = KafkaWireForm.read(record);
    return MessageReader.isAboutCommand(envelope)
        ? aside(record, DeadLetterReason.WRONG_TOPIC, "its type is not " + expected + "'s")
        : understand.apply(record, envelope);
  }

  private K aside(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail) {
    return aside.apply(new DeadLetter(record, reason, detail));
  }
}
