package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.Eventually.settled;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.backbone.Samples;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class KeyQueuesTest {

  private static final Vertx vertx = Vertx.vertx();

  private final PartitionWork partition = new PartitionWork(new TopicPartition("t", 0), 0, 10);
  private final List<Long> started = new CopyOnWriteArrayList<>();
  private final List<Long> breaksAtOnce = new CopyOnWriteArrayList<>();
  private final Map<Long, Promise<Void>> running = new ConcurrentHashMap<>();
  private final Context context = vertx.getOrCreateContext();
  private volatile boolean endAtOnce;

  /** Queues never ask it anything; who ends a delivery does. */
  private final WorkInHand<Reading> work =
      new WorkInHand<>(
          new MockConsumer<>("earliest"),
          new CommandReader(any -> true),
          new Room(10),
          new Lease(vertx.getOrCreateContext(), System::nanoTime, Duration.ofSeconds(6)),
          (self, assigned) -> {},
          () -> {});

  private final Room room = new Room(3);
  private final KeyQueues<Reading> queues = new KeyQueues<>(context, room, this::run);

  @AfterAll
  static void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void theSameKeyRunsStrictlyInTurn() {
    submit(1, "a");
    submit(2, "a");
    submit(3, "a");
    eventually("the first runs", () -> started.equals(List.of(1L)));

    end(1);
    eventually("the second runs", () -> started.equals(List.of(1L, 2L)));
    end(2);
    eventually("the third runs", () -> started.equals(List.of(1L, 2L, 3L)));
  }

  @Test
  void differentKeysRunSideBySide() {
    submit(1, "a");
    submit(2, "b");
    submit(3, "a");

    eventually("both keys run", () -> started.equals(List.of(1L, 2L)));
  }

  @Test
  void theSameKeyOfAnotherPartitionRunsBesideIt() {
    var other = new PartitionWork(new TopicPartition("t", 1), 0, 10);
    submit(1, "a");
    submit(other, 2, "a");

    eventually("both run", () -> started.equals(List.of(1L, 2L)));
  }

  @Test
  void withoutAKeyNothingWaits() {
    submit(1, null);
    submit(2, null);

    eventually("both run", () -> started.equals(List.of(1L, 2L)));
  }

  @Test
  void aKeyThatWasIdleRunsAgain() {
    submit(1, "a");
    eventually("it runs", () -> started.equals(List.of(1L)));
    end(1);
    submit(2, "a");

    eventually("it runs again", () -> started.equals(List.of(1L, 2L)));
  }

  @Test
  void aRunThatBreaksEndsItsTurnAndGivesItsRoom() {
    submit(1, "a");
    submit(2, "a");
    eventually("the first runs", () -> started.equals(List.of(1L)));

    breakOff(1);
    eventually("the second runs", () -> started.equals(List.of(1L, 2L)));
    end(2);
    eventually("all room is free", () -> room.taken() == 0);
  }

  @Test
  void aRunThatBreaksBeforeItBeginsEndsItsTurnToo() {
    breaksAtOnce.add(1L);
    submit(1, "a");
    submit(2, "a");

    eventually("the second runs", () -> started.equals(List.of(2L)));
    end(2);
    eventually("all room is free", () -> room.taken() == 0);
  }

  @Test
  void whatWaitsInARevokedPartitionDoesNotStart() {
    submit(1, "a");
    submit(2, "a");
    submit(3, "a");
    eventually("the first runs", () -> started.equals(List.of(1L)));

    partition.revoke();
    end(1);

    eventually("all are through", () -> running.isEmpty() && partition.isIdle());
    settled(context);
    assertEquals(List.of(1L), started);
  }

  @Test
  void whatWaitsForItsKeyTakesNoRoomButCountsInItsPartition() {
    for (long i = 0; i < 9; i++) {
      submit(i, "a");
    }
    submit(9, "b");
    submit(10, null);
    eventually("three run", () -> started.equals(List.of(0L, 9L, 10L)));

    assertEquals(3, room.taken());
    assertFalse(partition.isFull(), "eight of ten wait");
    submit(11, "b");
    submit(12, "b");
    eventually("ten of ten wait", partition::isFull);

    context.runOnContext(ignored -> endAllAsTheyStart());
    eventually("all have run", () -> started.size() == 13 && room.taken() < 3);
    assertFalse(partition.isFull());
  }

  @Test
  void whatWasRevokedWhileItWaitedDoesNotPileUpBehindItsKey() {
    submit(1, "a");
    submit(2, "a");
    eventually("the first runs", () -> started.equals(List.of(1L)));
    partition.revoke();
    var again = new PartitionWork(partition.partition(), 1, 10);
    submit(again, 1, "a");
    submit(again, 2, "a");

    context.runOnContext(ignored -> endAllAsTheyStart());

    eventually("both have run again", () -> started.equals(List.of(1L, 1L, 2L)));
    eventually("all room is free", () -> room.taken() == 0);
  }

  @Test
  void aLongQueueOfOneKeyKeepsItsOrder() {
    for (long i = 0; i < 20_000; i++) {
      submit(i, "a");
    }
    context.runOnContext(ignored -> endAllAsTheyStart());

    eventually("all have run", () -> started.size() == 20_000);
    for (int i = 0; i < 20_000; i++) {
      assertEquals(i, started.get(i));
    }
  }

  @Test
  void theNextOfAKeyWaitsForRoomThatTheOneBeforeGaveBackAtItsAnswer() {
    Delivery<Reading> first = delivery(partition, 1, "a");
    submit(first);
    submit(3, "b");
    submit(4, "c");
    eventually("three of three run", () -> started.equals(List.of(1L, 3L, 4L)));

    first.place().answered(100);
    submit(5, "d");
    eventually("its room is another's", () -> started.equals(List.of(1L, 3L, 4L, 5L)));
    submit(2, "a");
    settled(context);
    end(1);
    settled(context);
    assertEquals(List.of(1L, 3L, 4L, 5L), started);

    end(4);
    eventually("the next of the key", () -> started.equals(List.of(1L, 3L, 4L, 5L, 2L)));
    assertEquals(3, room.taken());
  }

  @Test
  void ofManyKeysWhoseNextWaitsForRoomEachStartsOnceThereIsSome() {
    List<Delivery<Reading>> answered = new ArrayList<>();
    for (long i = 0; i < 3; i++) {
      Delivery<Reading> one = delivery(partition, i, "key " + i);
      answered.add(one);
      submit(one);
    }
    eventually("three run", () -> started.size() == 3);
    answered.forEach(one -> one.place().answered(100));
    submit(20, "x");
    submit(21, "y");
    submit(22, "z");
    eventually("three others run", () -> started.size() == 6);
    for (long i = 0; i < 3; i++) {
      submit(10 + i, "key " + i);
    }
    settled(context);
    for (long i = 0; i < 3; i++) {
      end(i);
    }
    settled(context);
    assertEquals(6, started.size());

    context.runOnContext(ignored -> endAllAsTheyStart());
    eventually("all have run", () -> started.size() == 9);
    eventually("all room is free", () -> room.taken() == 0);
    assertEquals(List.of(10L, 11L, 12L), started.subList(6, 9));
  }

  /** What {@link KafkaCommandConsumer} does with a delivery, with an end that the test chooses. */
  private Future<Void> run(Delivery<Reading> delivery) {
    if (breaksAtOnce.contains(delivery.offset())) {
      throw new IllegalStateException("broken at once");
    }
    if (!delivery.partition().tryStart()) {
      return Future.succeededFuture();
    }
    started.add(delivery.offset());
    Promise<Void> done = Promise.promise();
    running.put(delivery.offset(), done);
    if (endAtOnce) {
      end(delivery.offset());
    }
    return done.future().onComplete(ended -> delivery.partition().end());
  }

  private void endAllAsTheyStart() {
    endAtOnce = true;
    running.keySet().forEach(this::end);
  }

  private void end(long offset) {
    Optional.ofNullable(running.remove(offset)).ifPresent(Promise::complete);
  }

  private void breakOff(long offset) {
    Optional.ofNullable(running.remove(offset))
        .ifPresent(run -> run.fail(new IllegalStateException("broken")));
  }

  private void submit(long offset, @Nullable String key) {
    submit(partition, offset, key);
  }

  private void submit(PartitionWork of, long offset, @Nullable String key) {
    submit(delivery(of, offset, key));
  }

  private Delivery<Reading> delivery(PartitionWork of, long offset, @Nullable String key) {
    var tracked = new TrackedOffset(offset);
    return new Delivery<>(work, of, tracked, 100, new Place(room), known(key));
  }

  private static Reading known(@Nullable String key) {
    return Records.known(Samples.fresh("op", key, Duration.ofSeconds(20)));
  }

  private void submit(Delivery<Reading> delivery) {
    room.take();
    context.runOnContext(ignored -> queues.submit(delivery));
  }
}
