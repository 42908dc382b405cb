package io.sluice.backbone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class CommandReaderTest {

  private static final Command COMMAND = Samples.command();

  private final CommandReader reader = new CommandReader(Set.of("placeOrder")::contains);

  @Test
  void aCommandOfTheServiceIsOne() {
    var record = Records.received(sent());

    assertEquals(new Reading.Known(COMMAND, record), reader.read(record));
  }

  @Test
  void aCommandThatNamesThisTopicIsOne() {
    var record = Records.received(SentTo.addressed(sent()));

    assertEquals(new Reading.Known(COMMAND, record), reader.read(record));
  }

  @Test
  void aCommandThatNamesAnotherTopicIsPutAside() {
    var strayed = sent();
    strayed.headers().add("sluice_topic", "other".getBytes(UTF_8));

    assertPutAside(DeadLetterReason.WRONG_TOPIC, Records.received(strayed));
  }

  @Test
  void otherKindsOfMessagesArePutAside() {
    for (String type : new String[] {"op.reply", "op.progress", "op.cancel"}) {
      assertPutAside(DeadLetterReason.WRONG_TOPIC, Records.received(with("ce_type", type)));
    }
  }

  @Test
  void aWrongAttributeIsPutAside() {
    assertPutAside(
        DeadLetterReason.MALFORMED, Records.received(with("ce_expirytime", "yesterday")));
    assertPutAside(DeadLetterReason.MALFORMED, Records.received(with("ce_attempt", "0")));
    assertPutAside(DeadLetterReason.MALFORMED, Records.received(with("ce_specversion", "0.3")));
  }

  @Test
  void anOperationWithoutAHandlerKeepsItsCommand() {
    var other = new CommandReader(operation -> false);

    var reading = assertInstanceOf(Reading.Unknown.class, other.read(Records.received(sent())));

    assertEquals(COMMAND, reading.command());
    assertEquals(DeadLetterReason.UNKNOWN_OPERATION, reading.letter().reason());
  }

  @Test
  void bytesAtRandomAreNeverAnException() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var record = new ConsumerRecord<>("topic", 0, i, bytes(random), bytes(random));
      record.headers().add("content-type", structured(random));
      Records.received(sent())
          .headers()
          .forEach(
              header ->
                  record
                      .headers()
                      .add(header.key(), random.nextInt(4) == 0 ? bytes(random) : header.value()));

      var unused = reader.read(record);
    }
  }

  private static byte[] structured(Random random) {
    return (random.nextBoolean() ? "application/cloudevents+json" : "application/json")
        .getBytes(UTF_8);
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private void assertPutAside(DeadLetterReason reason, ConsumerRecord<byte[], byte[]> record) {
    var reading = assertInstanceOf(Reading.NoCommand.class, reader.read(record));
    assertEquals(reason, reading.letter().reason());
  }

  private static ProducerRecord<byte[], byte[]> sent() {
    return KafkaWireForm.write(COMMAND, COMMAND.payload(), "topic", null);
  }

  private static ProducerRecord<byte[], byte[]> with(String header, String value) {
    var record = sent();
    record.headers().remove(header).add(header, value.getBytes(UTF_8));
    return record;
  }
}
