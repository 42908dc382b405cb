package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.Eventually.settled;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.Samples;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class ReadAheadTest {

  private static final Vertx vertx = Vertx.vertx();

  private final PartitionWork partition = new PartitionWork(new TopicPartition("t", 0), 0, 10);
  private final List<Long> started = new CopyOnWriteArrayList<>();
  private final Context context = vertx.getOrCreateContext();
  private final Room room = new Room(3);
  private final ReadAhead<Reading> ahead =
      new ReadAhead<>(context, room, delivery -> started.add(delivery.offset()));

  /** Nothing is asked of it. */
  private final WorkInHand<Reading> work =
      new WorkInHand<>(
          new MockConsumer<>("earliest"),
          new CommandReader(any -> true),
          room,
          new Lease(context, System::nanoTime, Duration.ofSeconds(6)),
          (self, assigned) -> {},
          () -> {});

  @AfterAll
  static void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void startsWhatHasRoomInTheOrderInWhichItWasRead() {
    add(partition, 0, 5);

    eventually("three of three have room", () -> started.equals(List.of(0L, 1L, 2L)));
    room.give();
    eventually("the fourth has it", () -> started.equals(List.of(0L, 1L, 2L, 3L)));
    room.give();
    room.give();
    eventually("so has the last", () -> started.equals(List.of(0L, 1L, 2L, 3L, 4L)));
  }

  @Test
  void whatTookRoomThatWasNotThereIsWaitedFor() {
    room.take();
    room.take();
    room.take();
    room.take();
    add(partition, 0, 1);
    room.give();
    settled(context);
    assertEquals(List.of(), started);

    room.give();
    eventually("two of three are taken", () -> started.equals(List.of(0L)));
  }

  @Test
  void hasSpaceUntilItIsFullAndThenWhenHalfOfItIsFree() {
    add(partition, 0, 14);
    settled(context);
    assertTrue(ahead.awaitSpace(Duration.ZERO), "three have room, eleven wait");

    add(partition, 14, 1);
    for (int given = 1; given <= 5; given++) {
      assertFalse(ahead.awaitSpace(Duration.ofMillis(1)), "twelve wait, less " + (given - 1));
      room.give();
      int next = 3 + given;
      eventually("one more", () -> started.size() == next);
    }
    assertFalse(ahead.awaitSpace(Duration.ofMillis(1)), "seven wait");

    var space = new CompletableFuture<Boolean>();
    var reader = new Thread(() -> space.complete(ahead.awaitSpace(Duration.ofSeconds(20))));
    reader.start();
    eventually("it waits", () -> reader.getState() == Thread.State.TIMED_WAITING);
    room.give();
    assertTrue(space.orTimeout(10, SECONDS).join(), "six wait");
  }

  @Test
  void whatLostItsPartitionGoesWithoutRoomAndDoesNotStart() {
    var other = new PartitionWork(new TopicPartition("t", 1), 0, 10);
    add(partition, 0, 3);
    eventually("there is no room", () -> room.taken() == 3);
    add(partition, 3, 12);
    assertFalse(ahead.awaitSpace(Duration.ofMillis(1)));

    partition.revoke();
    add(other, 7, 1);
    assertTrue(ahead.awaitSpace(Duration.ofSeconds(20)), "they have gone");
    assertEquals(List.of(0L, 1L, 2L), started);
    room.give();
    eventually("the other partition's starts", () -> started.equals(List.of(0L, 1L, 2L, 7L)));
  }

  @Test
  void otherTasksOfTheContextHaveTheirTurnAmongManyStarts() {
    var large = new Room(1_000);
    var many = new ReadAhead<Reading>(context, large, one -> started.add(one.offset()));
    List<Integer> seen = new CopyOnWriteArrayList<>();

    context.runOnContext(
        ignored -> {
          many.add(deliveries(partition, 0, 250));
          context.runOnContext(first -> seen.add(started.size()));
        });

    eventually("all have started", () -> started.size() == 250);
    assertEquals(List.of(100), seen);
  }

  private void add(PartitionWork of, long from, int count) {
    ahead.add(deliveries(of, from, count));
  }

  private List<Delivery<Reading>> deliveries(PartitionWork of, long from, int count) {
    Reading reading = Records.known(Samples.fresh("op"));
    return LongStream.range(from, from + count)
        .mapToObj(
            offset ->
                new Delivery<>(work, of, new TrackedOffset(offset), 100, new Place(room), reading))
        .toList();
  }
}
