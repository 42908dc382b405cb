package io.sluice.backbone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.kafka.DeadLetterHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What is known of a dead letter, without its data.
 *
 * @param putAside when it was
 * @param reason in a word; {@code unknown} where the record has none
 * @param detail what is wrong, in words
 * @param type the operation or the event's name, as far as the record says it
 * @param key the ordering key
 * @param attempts how often its handler has run, where that was counted
 * @param origin where it was
 * @param cut whether its value was too large for the topic of dead letters
 */
public record Letter(
    LetterId id,
    Instant putAside,
    String reason,
    String detail,
    String type,
    String key,
    Optional<Integer> attempts,
    Origin origin,
    boolean cut) {

  private static final long NOWHERE = -1;

  /**
   * A record's place before it was put aside.
   *
   * @param partition and offset: -1 where the letter does not say it
   */
  public record Origin(String topic, int partition, long offset) {

    boolean isKnown() {
      return partition >= 0 && offset >= 0;
    }
  }

  static Letter of(ConsumerRecord<byte[], byte[]> record) {
    return new Letter(
        new LetterId(record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        header(record, DeadLetterHeaders.REASON).orElse("unknown"),
        header(record, DeadLetterHeaders.DETAIL).orElse(""),
        header(record, "ce_type").orElse(""),
        record.key() == null ? "" : new String(record.key(), UTF_8),
        number(record, DeadLetterHeaders.ATTEMPTS).map(Long::intValue),
        new Origin(
            DeadLetterHeaders.originOf(record.topic()),
            number(record, DeadLetterHeaders.PARTITION).orElse(NOWHERE).intValue(),
            number(record, DeadLetterHeaders.OFFSET).orElse(NOWHERE)),
        header(record, DeadLetterHeaders.CUT).isPresent());
  }

  private static Optional<Long> number(ConsumerRecord<byte[], byte[]> record, String name) {
    return header(record, name).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
  }

  private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
    return Optional.ofNullable(record.headers().lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }
}
