package io.sluice.backbone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.message.BinaryMode;
import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.Payload;
import io.vertx.core.buffer.Buffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents Kafka protocol binding: binary mode is written, binary and structured are read.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
 *     Kafka protocol binding 1.0.2</a>
 */
public final class KafkaWireForm {

  private KafkaWireForm() {}

  /**
   * @param partition null lets the record's key decide
   */
  static ProducerRecord<byte[], byte[]> write(
      Message message, Payload payload, String topic, @Nullable Integer partition) {
    Headers headers = new RecordHeaders();
    BinaryMode.write(message, payload, (name, value) -> headers.add(name, value.getBytes(UTF_8)));
    String key = message.key();
    return new ProducerRecord<>(
        topic,
        partition,
        key == null ? null : key.getBytes(UTF_8),
        payload.data().getBytes(),
        headers);
  }

  /**
   * @throws MalformedMessageException when the record has no value or is no CloudEvent
   */
  static Envelope read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new MalformedMessageException("the record has no value");
    }
    var found = new BinaryMode.Reader();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        found.header(header.key(), new String(header.value(), UTF_8));
      }
    }
    return found.envelope(Buffer.buffer(record.value()));
  }
}
