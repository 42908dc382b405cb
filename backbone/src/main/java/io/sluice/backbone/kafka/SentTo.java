package io.sluice.backbone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Which topic a record was sent to. Records have landed in another one before (KAFKA-19012), and
 * services may have operations, streams events, of the same name.
 */
final class SentTo {

  private static final String HEADER = "sluice_topic";

  private SentTo() {}

  /** The record, which says where it is going. */
  static ProducerRecord<byte[], byte[]> addressed(ProducerRecord<byte[], byte[]> record) {
    record.headers().add(HEADER, record.topic().getBytes(UTF_8));
    return record;
  }

  /** Whether the record says that it should be in another topic. */
  static boolean isElsewhere(ConsumerRecord<byte[], byte[]> record) {
    Header sentTo = record.headers().lastHeader(HEADER);
    return sentTo != null && !record.topic().equals(text(sentTo));
  }

  private static String text(Header header) {
    return header.value() == null ? "" : new String(header.value(), UTF_8);
  }
}
