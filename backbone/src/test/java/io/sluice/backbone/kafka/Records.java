package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Command;
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

  /** A command as it was read. */
  static Reading.Known known(Command command) {
    return new Reading.Known(
        command, received(KafkaWireForm.write(command, command.payload(), "t", null)));
  }
}
