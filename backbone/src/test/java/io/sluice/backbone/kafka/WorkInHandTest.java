package io.sluice.backbone.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.Samples;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read no further, and when. The consumer is Kafka's own without a broker. */
final class WorkInHandTest {

  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);
  private static final int ROOM = 10;
  private static final Vertx vertx = Vertx.vertx();

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Room room = new Room(ROOM);
  private final WorkInHand<Reading> work =
      new WorkInHand<>(
          consumer,
          new CommandReader(any -> true),
          room,
          new Lease(vertx.getOrCreateContext(), System::nanoTime, Duration.ofSeconds(6)),
          (self, assigned) -> {},
          () -> {});

  @AfterAll
  static void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @BeforeEach
  void assign() {
    consumer.assign(List.of(FIRST, SECOND));
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    consumer.seekToBeginning(List.of(FIRST, SECOND));
    work.onPartitionsAssigned(List.of(FIRST, SECOND));
  }

  @Test
  void allPauseWhileThereIsNoSpaceForMore() {
    work.settle(false);
    assertEquals(Set.of(FIRST, SECOND), consumer.paused());

    work.settle(true);
    assertEquals(Set.of(), consumer.paused());
  }

  @Test
  void aPartitionWhoseRecordsWaitPausesAloneAndGoesOnWhenHalfOfThemRun() {
    var deliveries = read(FIRST, 0, 4 * ROOM);
    letWait(deliveries);
    start(read(SECOND, 0, 5));
    work.settle(true);
    assertEquals(Set.of(FIRST), consumer.paused());

    goOn(deliveries.subList(0, 19));
    work.settle(true);
    assertEquals(Set.of(FIRST), consumer.paused());

    goOn(deliveries.subList(19, 20));
    work.settle(true);
    assertEquals(Set.of(), consumer.paused());
  }

  @Test
  void aPauseOfAllDoesNotMakeAPartitionWaitForItsBacklog() {
    letWait(read(FIRST, 0, 3 * ROOM));
    work.settle(false);
    assertEquals(Set.of(FIRST, SECOND), consumer.paused());

    work.settle(true);
    assertEquals(Set.of(), consumer.paused());
  }

  @Test
  void waitingRecordsAreBoundedByTheirBytesToo() {
    letWait(read(FIRST, 0, 1, 8 * 1024 * 1024));
    work.settle(true);

    assertEquals(Set.of(FIRST), consumer.paused());
  }

  @Test
  void aRecordThatHoldsUpTooManyPausesItsPartitionAlone() {
    var stuck = read(FIRST, 0, 1);
    start(stuck);
    for (int i = 1; i <= 20_000; i++) {
      var one = read(FIRST, i, 1);
      start(one);
      finish(one);
    }
    work.settle(true);
    assertEquals(Set.of(FIRST), consumer.paused());

    finish(stuck);
    work.settle(true);
    assertEquals(Set.of(), consumer.paused());
  }

  @Test
  void aPartitionThatIsAssignedWhileThereIsNoSpacePausesAtOnce() {
    work.settle(false);
    work.onPartitionsRevoked(List.of(SECOND));

    consumer.resume(List.of(SECOND));
    work.onPartitionsAssigned(List.of(SECOND));

    assertEquals(Set.of(FIRST, SECOND), consumer.paused());
  }

  private List<Delivery<Reading>> read(TopicPartition partition, long from, int count) {
    return read(partition, from, count, 100);
  }

  private List<Delivery<Reading>> read(TopicPartition partition, long from, int count, int size) {
    List<ConsumerRecord<byte[], byte[]>> records =
        LongStream.range(from, from + count).mapToObj(i -> record(partition, i, size)).toList();
    var deliveries = work.accept(new ConsumerRecords<>(Map.of(partition, records), Map.of()));
    for (Delivery<Reading> delivery : deliveries) {
      boolean unused = delivery.partition().tryStart();
    }
    return deliveries;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, int size) {
    var command = Samples.fresh("op");
    var sent = KafkaWireForm.write(command, command.payload(), partition.topic(), null);
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        0,
        size,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }

  private void start(List<Delivery<Reading>> deliveries) {
    deliveries.forEach(delivery -> room.take());
  }

  /** Each for its key. */
  private void letWait(List<Delivery<Reading>> deliveries) {
    start(deliveries);
    deliveries.forEach(room::giveToWait);
  }

  private void finish(List<Delivery<Reading>> deliveries) {
    for (Delivery<Reading> delivery : deliveries) {
      delivery.finished();
      room.give();
    }
  }

  private void goOn(List<Delivery<Reading>> deliveries) {
    for (Delivery<Reading> delivery : deliveries) {
      room.takeAfterWait(delivery);
      room.give();
    }
  }
}
