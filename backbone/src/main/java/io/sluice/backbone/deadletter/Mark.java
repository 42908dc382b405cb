package io.sluice.backbone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.kafka.DeadLetterHeaders;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What became of a letter. A topic gives no record back: so it is written behind the letter, in its
 * partition, and who reads the topic knows it for as long as the letter is there.
 */
enum Mark {
  REDRIVEN,
  DISCARDED;

  ProducerRecord<byte[], byte[]> on(String topic, LetterId letter) {
    var headers = new RecordHeaders();
    headers.add(DeadLetterHeaders.MARK, name().toLowerCase(Locale.ROOT).getBytes(UTF_8));
    headers.add(DeadLetterHeaders.MARKED, Long.toString(letter.offset()).getBytes(UTF_8));
    return new ProducerRecord<byte[], byte[]>(
        topic, letter.partition(), null, null, new byte[0], headers);
  }

  /** The offset that the record marks; empty where it is no mark. */
  static OptionalLong of(ConsumerRecord<byte[], byte[]> record) {
    Header mark = record.headers().lastHeader(DeadLetterHeaders.MARK);
    Header marked = record.headers().lastHeader(DeadLetterHeaders.MARKED);
    if (mark == null || marked == null || marked.value() == null) {
      return OptionalLong.empty();
    }
    String offset = new String(marked.value(), UTF_8);
    return offset.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(offset))
        : OptionalLong.empty();
  }
}
