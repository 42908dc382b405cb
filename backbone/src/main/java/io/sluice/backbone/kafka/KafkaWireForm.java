package io.sluice.backbone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.HeaderNames;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.MessageWriter;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.StructuredMode;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
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

  private static final HeaderNames NAMES = new HeaderNames("ce_");
  private static final String HTTP_PREFIX = "http_";
  private static final String CONTENT_TYPE = "content-type";

  private KafkaWireForm() {}

  /**
   * @param partition null lets the record's key decide
   */
  static ProducerRecord<byte[], byte[]> write(
      Message message, Payload payload, String topic, @Nullable Integer partition) {
    Headers headers = new RecordHeaders();
    MessageWriter.write(message, (name, value) -> add(headers, NAMES.header(name), value));
    add(headers, CONTENT_TYPE, payload.contentType());
    payload.headers().forEach((name, value) -> add(headers, HTTP_PREFIX + name, value));
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
    Map<String, String> attributes = new HashMap<>(32);
    Map<String, String> http = new HashMap<>();
    String contentType = Payload.JSON;
    for (Header header : record.headers()) {
      if (header.value() == null) {
        continue;
      }
      String name = header.key();
      String value = new String(header.value(), UTF_8);
      String attribute = NAMES.attribute(name);
      if (attribute != null) {
        attributes.put(attribute, value);
      } else if (name.startsWith(HTTP_PREFIX)) {
        http.put(name.substring(HTTP_PREFIX.length()), value);
      } else if (name.equals(CONTENT_TYPE)) {
        contentType = value;
      }
    }
    Buffer data = Buffer.buffer(record.value());
    return StructuredMode.matches(contentType)
        ? StructuredMode.read(data, http)
        : new Envelope(attributes, new Payload(contentType, http, data));
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
