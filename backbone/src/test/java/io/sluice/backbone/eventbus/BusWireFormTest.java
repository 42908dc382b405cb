package io.sluice.backbone.eventbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.backbone.Golden;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Attribute;
import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class BusWireFormTest {

  @Test
  void aCommandIsWrittenAsItsGoldenFile() {
    var command = Samples.command();
    assertGolden("command.bus", command, command.payload(), MessageReader::readCommand);
  }

  @Test
  void aMinimalCommandIsWrittenAsItsGoldenFile() {
    var command = Samples.minimalCommand();
    assertGolden("minimal-command.bus", command, command.payload(), MessageReader::readCommand);
  }

  @Test
  void aResultIsWrittenAsItsGoldenFile() {
    var reply = Samples.result();
    assertGolden("reply-result.bus", reply, reply.payload(), MessageReader::readAnswer);
  }

  @Test
  void aProblemIsWrittenAsItsGoldenFile() {
    var reply = Samples.problem();
    assertGolden("reply-problem.bus", reply, reply.payload(), MessageReader::readAnswer);
  }

  @Test
  void aReplyToADeadLetterIsWrittenAsItsGoldenFile() {
    var reply = Samples.deadLettered();
    assertGolden("reply-deadlettered.bus", reply, reply.payload(), MessageReader::readAnswer);
  }

  @Test
  void aReplyToACancelledCommandIsWrittenAsItsGoldenFile() {
    var reply = Samples.cancelled();
    assertGolden("reply-cancelled.bus", reply, reply.payload(), MessageReader::readAnswer);
  }

  @Test
  void aProgressIsWrittenAsItsGoldenFile() {
    var progress = Samples.progress();
    assertGolden("progress.bus", progress, progress.payload(), MessageReader::readAnswer);
  }

  @Test
  void anEventIsWrittenAsItsGoldenFile() {
    var event = Samples.event();
    assertGolden("event.bus", event, event.payload(), MessageReader::readEvent);
  }

  @Test
  void aCancellationIsWrittenAsItsGoldenFile() {
    var nothing = Payload.json(Buffer.buffer("{}"));
    assertGolden(
        "cancellation.bus", Samples.cancellation(), nothing, MessageReader::readCancellation);
  }

  @Test
  void structuredModeIsUnderstood() {
    var headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("content-type", "application/cloudevents+json").add("http_if-match", "v1");

    var read = BusWireForm.read(headers, Buffer.buffer("{\"id\":\"1\",\"data\":{\"a\":1}}"));

    assertEquals("1", read.attributes().get(Attribute.ID));
    assertEquals("v1", read.payload().headers().get("if-match"));
    assertEquals("{\"a\":1}", read.payload().data().toString());
  }

  @Test
  void aBodyThatIsNoBufferIsRefused() {
    var headers = MultiMap.caseInsensitiveMultiMap();

    assertThrows(MalformedMessageException.class, () -> BusWireForm.read(headers, "text"));
  }

  private static void assertGolden(
      String file, Message message, Payload payload, Function<Envelope, Message> reader) {
    var headers = BusWireForm.headers(message, payload);

    Golden.assertGolden(file, text(headers, payload));
    assertEquals(message, reader.apply(BusWireForm.read(headers, payload.data())));
  }

  private static String text(MultiMap headers, Payload payload) {
    var text = new StringBuilder();
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.append("\nbody: ").append(payload.data().toString()).append('\n').toString();
  }
}
