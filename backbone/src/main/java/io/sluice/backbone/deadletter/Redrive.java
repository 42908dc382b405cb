package io.sluice.backbone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.deadletter.LetterReader.Whole;
import io.sluice.backbone.kafka.DeadLetterHeaders;
import io.sluice.backbone.kafka.ReplyTopics;
import io.sluice.backbone.message.ReplyTo;
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
 * would start; and its reply goes where replies are kept, for the caller is gone with it.
 */
final class Redrive {

  private static final String EXPIRY = "expirytime";
  private static final String EXPIRY_HEADER = "ce_" + EXPIRY;
  private static final String REPLY_TO = "replyto";
  private static final String REPLY_TO_HEADER = "ce_" + REPLY_TO;
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
      } else if (header.key().equals(REPLY_TO_HEADER) && header.value() != null) {
        headers.add(REPLY_TO_HEADER, kept(new String(header.value(), UTF_8)).getBytes(UTF_8));
      } else if (!header.key().startsWith(DeadLetterHeaders.PREFIX)) {
        headers.add(header);
      }
    }
    return new ProducerRecord<>(
        DeadLetterHeaders.originOf(letter.topic()),
        null,
        letter.key(),
        (isStructured(letter) ? changed(value, text) : value).getBytes(),
        headers);
  }

  private static boolean isStructured(ConsumerRecord<byte[], byte[]> letter) {
    Header type = letter.headers().lastHeader(CONTENT_TYPE);
    return type != null
        && type.value() != null
        && StructuredMode.matches(new String(type.value(), UTF_8));
  }

  private static Buffer changed(Buffer document, String deadline) {
    var json = new JsonObject(document);
    if (!json.containsKey(EXPIRY)) {
      return document;
    }
    if (json.getValue(REPLY_TO) instanceof String replyTo) {
      json.put(REPLY_TO, kept(replyTo));
    }
    return json.put(EXPIRY, deadline).toBuffer();
  }

  /** What is no address stays as it is: it makes a dead letter again. */
  private static String kept(String replyTo) {
    try {
      return ReplyTopics.kept(ReplyTo.parse(replyTo)).toString();
    } catch (IllegalArgumentException e) {
      return replyTo;
    }
  }
}
