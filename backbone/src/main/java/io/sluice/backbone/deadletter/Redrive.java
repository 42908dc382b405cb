package io.sluice.backbone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.deadletter.LetterReader.Whole;
import io.sluice.backbone.kafka.DeadLetterHeaders;
import io.sluice.backbone.message.StructuredMode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes of a letter the record that it was: same key, value and headers, so that the command keeps
 * its id. Only its deadline is a new one, for the caller's has passed as a rule, and then nothing
 * would start.
 */
final class Redrive {

  private static final String EXPIRY = "expirytime";
  private static final String EXPIRY_HEADER = "ce_" + EXPIRY;
  private static final String CONTENT_TYPE = "content-type";

  private Redrive() {}

  /**
   * @throws io.vertx.core.json.DecodeException when a structured message is no JSON
   */
  static ProducerRecord<byte[], byte[]> of(Whole whole, Instant deadline) {
    ConsumerRecord<byte[], byte[]> letter = whole.record();
    Buffer value = whole.value();
    String text = deadline.truncatedTo(ChronoUnit.MILLIS).toString();
    Headers headers = new RecordHeaders();
    for (Header header : letter.headers()) {
      if (header.key().equals(EXPIRY_HEADER)) {
        headers.add(EXPIRY_HEADER, text.getBytes(UTF_8));
      } else if (!header.key().startsWith(DeadLetterHeaders.PREFIX)) {
        headers.add(header);
      }
    }
    return new ProducerRecord<>(
        DeadLetterHeaders.originOf(letter.topic()),
        null,
        letter.key(),
        (isStructured(letter) ? withDeadline(value, text) : value).getBytes(),
        headers);
  }

  private static boolean isStructured(ConsumerRecord<byte[], byte[]> letter) {
    Header type = letter.headers().lastHeader(CONTENT_TYPE);
    return type != null
        && type.value() != null
        && StructuredMode.matches(new String(type.value(), UTF_8));
  }

  private static Buffer withDeadline(Buffer document, String deadline) {
    var json = new JsonObject(document);
    return json.containsKey(EXPIRY) ? json.put(EXPIRY, deadline).toBuffer() : document;
  }
}
