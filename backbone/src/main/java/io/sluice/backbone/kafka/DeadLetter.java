package io.sluice.backbone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that is put aside: as it came, and beside its own headers where it came from and why.
 *
 * @param detail what is wrong with it, in words
 * @param attempts how often it was run; 0 where it is no command to run
 */
record DeadLetter(
    ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail, int attempts) {

  private static final String PREFIX = "sluice_dlq_";

  /** What was never run. */
  DeadLetter(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail) {
    this(record, reason, detail, 0);
  }

  ProducerRecord<byte[], byte[]> toRecord() {
    return to(record.value(), headers());
  }

  /** For a topic that takes no records of this size: the value is left where it came from. */
  ProducerRecord<byte[], byte[]> toRecordWithoutValue() {
    Headers headers = headers();
    add(headers, "cut", "value");
    return to(new byte[0], headers);
  }

  private ProducerRecord<byte[], byte[]> to(byte[] value, Headers headers) {
    return new ProducerRecord<>(
        DeadLetters.topicOf(record.topic()), null, record.key(), value, headers);
  }

  private Headers headers() {
    Headers headers = new RecordHeaders(record.headers().toArray());
    add(headers, "reason", reason.label());
    add(headers, "detail", detail);
    add(headers, "topic", record.topic());
    add(headers, "partition", Integer.toString(record.partition()));
    add(headers, "offset", Long.toString(record.offset()));
    add(headers, "timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
    if (attempts > 0) {
      add(headers, "attempts", Integer.toString(attempts));
    }
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(PREFIX + name, value.getBytes(UTF_8));
  }
}
