package io.sluice.backbone.deadletter;

import static io.sluice.backbone.RealKafka.config;
import static io.sluice.backbone.RealKafka.newTopic;
import static io.sluice.backbone.RealKafka.vertx;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.kafka.DeadLetterHeaders;
import io.sluice.backbone.kafka.RecordSender;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealKafka.class)
final class DeadLetterQueueTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final LetterId FIRST = new LetterId(0, 0);

  private final String topic = newTopic(1);
  private final DeadLetterQueue queue =
      new DeadLetterQueue(vertx(), config(), topic, InstantSource.fixed(NOW));

  @Test
  void openLettersAreListedWithWhatIsKnownOfThem() throws TimeoutException {
    putAside(letter("order-7", "data"), Map.of(DeadLetterHeaders.ATTEMPTS, "3"));
    putAside(letter("order-8", "data"), Map.of());

    var listing = await(queue.list());

    assertTrue(listing.isAll());
    assertEquals(List.of("0-0", "0-1"), ids(listing));
    var letter = listing.letters().getFirst();
    assertEquals("failed", letter.reason());
    assertEquals("it failed", letter.detail());
    assertEquals("placeOrder", letter.type());
    assertEquals("order-7", letter.key());
    assertEquals(3, letter.attempts().orElseThrow());
    assertEquals(new Letter.Origin(topic, 0, 4), letter.origin());
    assertTrue(listing.letters().getLast().attempts().isEmpty());
  }

  @Test
  void aRecordThatSaysNothingIsALetterAsWell() throws TimeoutException {
    send(new ProducerRecord<>(DeadLetterHeaders.topicOf(topic), null, new byte[] {-1}));

    var letter = await(queue.list()).letters().getFirst();

    assertEquals("unknown", letter.reason());
    assertEquals(new Letter.Origin(topic, -1, -1), letter.origin());
    assertEquals(1, await(queue.open(letter.id())).data().length());
  }

  @Test
  void aRedrivenLetterIsTheRecordThatItWasWithADaysTime() throws TimeoutException {
    putAside(letter("order-7", "data"), Map.of());

    await(queue.redrive(FIRST));

    var record = only(origin());
    assertEquals("order-7", new String(record.key(), UTF_8));
    assertEquals("data", new String(record.value(), UTF_8));
    assertEquals("1", header(record, "ce_id"));
    assertEquals("2026-03-05T05:06:07.089Z", header(record, "ce_expirytime"));
    for (var header : record.headers()) {
      assertFalse(header.key().startsWith(DeadLetterHeaders.PREFIX), header.key());
    }
  }

  @Test
  void whatIsRedrivenIsOpenNoMore() throws TimeoutException {
    putAside(letter("order-7", "data"), Map.of());
    putAside(letter("order-8", "data"), Map.of());

    await(queue.redrive(FIRST));

    assertEquals(List.of("0-1"), ids(await(queue.list())));
    assertRefused("the dead letter 0-0 of %s was redriven or discarded", queue.redrive(FIRST));
    assertRefused("the dead letter 0-0 of %s was redriven or discarded", queue.open(FIRST));
    assertEquals(1, origin().size());
  }

  @Test
  void whatIsDiscardedIsOpenNoMoreAndSentNowhere() throws TimeoutException {
    putAside(letter("order-7", "data"), Map.of());
    putAside(letter("order-8", "data"), Map.of());
    putAside(letter("order-9", "data"), Map.of());

    await(queue.discard(FIRST));
    assertEquals(List.of("0-1", "0-2"), ids(await(queue.list())));
    assertEquals(2, await(queue.discardAll()));

    assertEquals(List.of(), ids(await(queue.list())));
    assertEquals(List.of(), origin());
  }

  @Test
  void allAreRedrivenInTheOrderOfTheirKey() throws TimeoutException {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      putAside(letter("order-" + i % 3, "data " + i), Map.of());
      sent.add("data " + i);
    }
    await(queue.discard(FIRST));

    assertEquals(249, await(queue.redriveAll()));

    assertEquals(
        sent.subList(1, 250),
        origin().stream().map(record -> new String(record.value(), UTF_8)).toList());
    assertEquals(List.of(), ids(await(queue.list())));
    assertEquals(0, await(queue.redriveAll()));
  }

  @Test
  void aStructuredEventGetsItsNewDeadlineInItsDocument() throws TimeoutException {
    var document = new JsonObject().put("id", "1").put("expirytime", "2020-01-01T00:00:00Z");
    var letter = letter("order-7", document.encode());
    letter.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
    putAside(letter, Map.of());

    await(queue.redrive(FIRST));

    assertEquals(
        document.put("expirytime", "2026-03-05T05:06:07.089Z"),
        new JsonObject(new String(only(origin()).value(), UTF_8)));
  }

  @Test
  void aStructuredEventThatIsNoJsonStaysOpen() throws TimeoutException {
    var letter = letter("order-7", "{");
    letter.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
    putAside(letter, Map.of());

    var failure = assertThrows(IllegalStateException.class, () -> await(queue.redriveAll()));

    assertEquals(
        "the dead letter 0-0 cannot be redriven: it is a structured event and no JSON",
        failure.getMessage());
    assertEquals(List.of("0-0"), ids(await(queue.list())));
  }

  @Test
  void aCutLetterGetsItsValueFromWhereItWas() throws TimeoutException {
    send(new ProducerRecord<>(topic, bytes("order-7"), bytes("large")));
    putAside(
        letter("order-7", ""),
        Map.of(DeadLetterHeaders.CUT, "value", DeadLetterHeaders.OFFSET, "0"));

    await(queue.redrive(FIRST));

    assertEquals("large", new String(origin().getLast().value(), UTF_8));
  }

  @Test
  void aCutLetterWhoseValueIsGoneStaysOpen() throws TimeoutException {
    putAside(letter("order-7", ""), Map.of(DeadLetterHeaders.CUT, "value"));

    var failure = assertThrows(IllegalStateException.class, () -> await(queue.redrive(FIRST)));

    assertEquals(
        "the dead letter 0-0 has no value: it was too large for %1$s.dlq, and %1$s has it no more"
            .formatted(topic),
        failure.getMessage());
    assertEquals(List.of("0-0"), ids(await(queue.list())));
  }

  @Test
  void anOpenedLetterTellsWhatCameAfterItUnderItsKey() throws TimeoutException {
    for (int i = 0; i < 20; i++) {
      send(new ProducerRecord<>(topic, bytes("order-" + i % 2), bytes("data")));
    }
    putAside(letter("order-0", "data"), Map.of());

    var opened = await(queue.open(FIRST));

    assertEquals("data", opened.data().toString());
    assertEquals(7, opened.later().count());
    assertEquals(List.of(6L, 8L, 10L, 12L, 14L, 16L, 18L), opened.later().first());
    assertTrue(opened.later().isAll());
  }

  @Test
  void whatIsNotThereIsNamed() throws TimeoutException {
    assertRefused("%s has no dead letter 0-0", queue.redrive(FIRST));
    assertRefused("%s has no dead letter 5-0", queue.open(new LetterId(5, 0)));
    var nowhere = new DeadLetterQueue(vertx(), config(), "nowhere", InstantSource.system());
    var failure = assertThrows(IllegalStateException.class, () -> await(nowhere.list()));
    assertEquals("Kafka has no topic nowhere.dlq", failure.getMessage());
  }

  @Test
  void aMarkIsNoLetter() throws TimeoutException {
    putAside(letter("order-7", "data"), Map.of());
    await(queue.discard(FIRST));

    assertRefused("%s has no dead letter 0-1", queue.redrive(new LetterId(0, 1)));
  }

  @Test
  void anIdIsReadAsItIsWritten() {
    assertEquals(new LetterId(3, 17), LetterId.parse("3-17"));
    assertEquals("3-17", new LetterId(3, 17).toString());
    for (String wrong : List.of("", "3", "3-", "-3-1", "a-b", "3-1234567890123456789")) {
      var failure =
          assertThrows(IllegalArgumentException.class, () -> LetterId.parse(wrong), wrong);
      assertEquals(
          "\"" + wrong + "\" is no dead letter's id; one is PARTITION-OFFSET, such as 3-17",
          failure.getMessage());
    }
  }

  private void assertRefused(String message, Future<?> action) {
    var failure = assertThrows(NoSuchElementException.class, () -> await(action));
    assertEquals(message.formatted(topic), failure.getMessage());
  }

  private ProducerRecord<byte[], byte[]> letter(String key, String data) {
    var record = new ProducerRecord<>(DeadLetterHeaders.topicOf(topic), bytes(key), bytes(data));
    record
        .headers()
        .add("ce_id", bytes("1"))
        .add("ce_type", bytes("placeOrder"))
        .add("ce_expirytime", bytes("2020-01-01T00:00:00Z"))
        .add(DeadLetterHeaders.REASON, bytes("failed"))
        .add(DeadLetterHeaders.DETAIL, bytes("it failed"))
        .add(DeadLetterHeaders.PARTITION, bytes("0"))
        .add(DeadLetterHeaders.OFFSET, bytes("4"));
    return record;
  }

  private static void putAside(ProducerRecord<byte[], byte[]> letter, Map<String, String> more)
      throws TimeoutException {
    more.forEach((name, value) -> letter.headers().add(name, bytes(value)));
    send(letter);
  }

  private static void send(ProducerRecord<byte[], byte[]> record) throws TimeoutException {
    await(
        RecordSender.open(vertx(), config(), List.of(record.topic()))
            .compose(sender -> sender.send(record).eventually(sender::close)));
  }

  private List<ConsumerRecord<byte[], byte[]>> origin() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var reader = new TopicReader(config(), Duration.ofSeconds(30))) {
      reader.read(new TopicPartition(topic, 0), 0, records::add);
    }
    return records;
  }

  private static ConsumerRecord<byte[], byte[]> only(List<ConsumerRecord<byte[], byte[]>> records) {
    assertEquals(1, records.size());
    return records.getFirst();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static List<String> ids(DeadLetterQueue.Listing listing) {
    return listing.letters().stream().map(letter -> letter.id().toString()).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(60, SECONDS);
  }
}
