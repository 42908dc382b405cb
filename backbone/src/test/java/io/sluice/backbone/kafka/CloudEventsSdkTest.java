package io.sluice.backbone.kafka;

import static io.sluice.backbone.kafka.Records.received;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Payload;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The CloudEvents project's own SDK is the judge of our wire form. */
final class CloudEventsSdkTest {

  @Test
  void theSdkReadsOurCommands() {
    var command = Samples.command();

    var event = readBySdk(command, command.payload());

    assertEquals(command.id().toString(), event.getId());
    assertEquals("placeOrder", event.getType());
    assertEquals(URI.create("/gateway/node-1"), event.getSource());
    assertEquals("order-7", event.getSubject());
    assertEquals(OffsetDateTime.parse("2026-03-04T05:06:07.089Z"), event.getTime());
    assertEquals(Payload.JSON, event.getDataContentType());
    assertEquals("kafka:sluice.replies.durable/17", event.getExtension("replyto"));
    assertEquals("2026-03-04T05:06:37.089Z", event.getExtension("expirytime"));
    assertArrayEquals(command.payload().data().getBytes(), dataOf(event));
  }

  @Test
  void theSdkReadsOurMinimalCommands() {
    var command = Samples.minimalCommand();

    var event = readBySdk(command, command.payload());

    assertNull(event.getSubject());
    assertNull(event.getExtension("replyto"));
    assertArrayEquals("{}".getBytes(UTF_8), dataOf(event));
  }

  @Test
  void theSdkReadsOurReplies() {
    var reply = Samples.problem();

    var event = readBySdk(reply, reply.payload());

    assertEquals("placeOrder.reply", event.getType());
    assertEquals(Payload.PROBLEM_JSON, event.getDataContentType());
    assertEquals("409", event.getExtension("status"));
    assertEquals(reply.causation().toString(), event.getExtension("causationid"));
  }

  @Test
  void theSdkReadsOurProgressAndOurEvents() {
    var progress = Samples.progress();
    var event = Samples.event();

    assertEquals("placeOrder.progress", readBySdk(progress, progress.payload()).getType());
    assertEquals("42", readBySdk(event, event.payload()).getExtension("sequence"));
  }

  @Test
  void weReadWhatTheSdkWritesInBinaryMode() {
    ProducerRecord<Void, byte[]> sent =
        KafkaMessageFactory.createWriter("topic").writeBinary(eventOf(Samples.command()));

    assertEquals(withoutHttpHeaders(Samples.command()), readByUs(sent));
  }

  @Test
  void weReadWhatTheSdkWritesInStructuredMode() {
    ProducerRecord<Void, byte[]> sent =
        KafkaMessageFactory.createWriter("topic")
            .writeStructured(eventOf(Samples.command()), new JsonFormat());

    assertEquals(withoutHttpHeaders(Samples.command()), readByUs(sent));
  }

  private static CloudEvent readBySdk(Message message, Payload payload) {
    var record = received(KafkaWireForm.write(message, payload, "topic", 0));
    return KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();
  }

  private static Command readByUs(ProducerRecord<Void, byte[]> sent) {
    var record = new ConsumerRecord<>("topic", 0, 0, new byte[0], sent.value());
    sent.headers().forEach(record.headers()::add);
    return MessageReader.readCommand(KafkaWireForm.read(record));
  }

  private static byte[] dataOf(CloudEvent event) {
    return Objects.requireNonNull(event.getData()).toBytes();
  }

  private static CloudEvent eventOf(Command command) {
    return CloudEventBuilder.v1()
        .withId(command.id().toString())
        .withType(command.operation())
        .withSource(URI.create(command.source()))
        .withSubject(command.key())
        .withTime(OffsetDateTime.parse("2026-03-04T07:06:07.089+02:00"))
        .withDataContentType(Payload.JSON)
        .withExtension("correlationid", command.invocation().toString())
        .withExtension("replyto", "kafka:sluice.replies.durable/17")
        .withExtension("expirytime", "2026-03-04T05:06:37.089Z")
        .withExtension("recorded", true)
        .withExtension("attempt", 2)
        .withExtension("principal", "alice")
        .withExtension("tenant", "acme")
        .withExtension("traceparent", command.trace().traceparent())
        .withExtension("tracestate", "vendor=a1")
        .withData(command.payload().data().getBytes())
        .build();
  }

  private static Command withoutHttpHeaders(Command command) {
    return new Command(
        command.id(),
        command.invocation(),
        command.operation(),
        command.source(),
        command.key(),
        command.time(),
        command.expiry(),
        command.replyTo(),
        command.recorded(),
        command.attempt(),
        command.caller(),
        command.trace(),
        Payload.json(Buffer.buffer(command.payload().data().getBytes())));
  }
}
