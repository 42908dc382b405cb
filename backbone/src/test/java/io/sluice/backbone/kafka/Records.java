package io.sluice.backbone.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns what a producer sends into what a consumer gets. */
final class Records {

  private Records() {}

  static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
    var record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }
}
