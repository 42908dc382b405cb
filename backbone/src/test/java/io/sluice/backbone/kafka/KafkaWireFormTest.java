package io.sluice.backbone.kafka;

import static io.sluice.backbone.kafka.Records.received;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.backbone.Golden;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Payload;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

final class KafkaWireFormTest {

  @Test
  void aCommandIsWrittenAsItsGoldenFile() {
    var command = Samples.command();
    assertGolden("command.kafka", command, command.payload(), MessageReader::readCommand);
  }

  @Test
  void aMinimalCommandIsWrittenAsItsGoldenFile() {
    var command = Samples.minimalCommand();
    assertGolden("minimal-command.kafka", command, command.payload(), MessageReader::readCommand);
  }

  @Test
  void aResultIsWrittenAsItsGoldenFile() {
    var reply = Samples.result();
    assertGolden("reply-result.kafka", reply, reply.payload(), MessageReader::readAnswer);
  }

  @Test
  void aProblemIsWrittenAsItsGoldenFile() {
    var reply = Samples.problem();
    assertGolden("reply-problem.kafka", reply, reply.payload(), MessageReader::readAnswer);
  }

  @Test
  void aReplyToADeadLetterIsWrittenAsItsGoldenFile() {
    var reply = Samples.deadLettered();
    assertGolden("reply-deadlettered.kafka", reply, reply.payload(), MessageReader::readAnswer);
  }

  @Test
  void aReplyToACancelledCommandIsWrittenAsItsGoldenFile() {
    var reply = Samples.cancelled();
    assertGolden("reply-cancelled.kafka", reply, reply.payload(), MessageReader::readAnswer);
  }

  @Test
  void aProgressIsWrittenAsItsGoldenFile() {
    var progress = Samples.progress();
    assertGolden("progress.kafka", progress, progress.payload(), MessageReader::readAnswer);
  }

  @Test
  void anEventIsWrittenAsItsGoldenFile() {
    var event = Samples.event();
    assertGolden("event.kafka", event, event.payload(), MessageReader::readEvent);
  }

  @Test
  void aCancellationIsWrittenAsItsGoldenFile() {
    var nothing = Payload.json(Buffer.buffer("{}"));
    assertGolden(
        "cancellation.kafka", Samples.cancellation(), nothing, MessageReader::readCancellation);
  }

  @Test
  void aRecordWithoutAValueIsRefused() {
    var tombstone = new ConsumerRecord<byte[], byte[]>("t", 0, 0, new byte[0], null);

    var refused =
        assertThrows(MalformedMessageException.class, () -> KafkaWireForm.read(tombstone));

    assertEquals("the record has no value", refused.getMessage());
  }

  @Test
  void aHeaderWithoutAValueIsAbsent() {
    var record = received(KafkaWireForm.write(Samples.event(), Samples.event().payload(), "t", 0));
    record.headers().remove("ce_correlationid").add("ce_correlationid", null);

    assertEquals(null, MessageReader.readEvent(KafkaWireForm.read(record)).invocation());
  }

  @Test
  void aRecordWithoutAContentTypeIsJson() {
    var record = received(KafkaWireForm.write(Samples.event(), Samples.event().payload(), "t", 0));
    record.headers().remove("content-type");

    assertEquals(Payload.JSON, KafkaWireForm.read(record).payload().contentType());
  }

  private static void assertGolden(
      String file, Message message, Payload payload, Function<Envelope, Message> reader) {
    var written = KafkaWireForm.write(message, payload, "topic", null);

    Golden.assertGolden(file, text(written));
    assertEquals(message, reader.apply(KafkaWireForm.read(received(written))));
  }

  private static String text(ProducerRecord<byte[], byte[]> record) {
    var text = new StringBuilder();
    for (Header header : record.headers()) {
      text.append(header.key()).append(": ").append(new String(header.value(), UTF_8)).append('\n');
    }
    byte[] key = record.key();
    text.append("\nkey: ").append(key == null ? "(null)" : new String(key, UTF_8));
    return text.append("\nvalue: ")
        .append(new String(record.value(), UTF_8))
        .append('\n')
        .toString();
  }
}
