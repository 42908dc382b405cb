package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.config;
import static io.sluice.backbone.RealKafka.vertx;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What has been read starts only while the partition is surely this consumer's. The clock goes on
 * as the test says, as it does while a process is stopped.
 */
@ExtendWith(RealKafka.class)
final class LeaseTest {

  /** The operation that is to run again in a while. */
  private static final String FAILS = "fails";

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final Duration LENGTH = Duration.ofMillis(5_500);

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> started = new CopyOnWriteArrayList<>();
  private final Context context = vertx().getOrCreateContext();
  private final HeldCommits consumer = new HeldCommits();
  private final Room room = new Room(100);
  private final Lease lease = new Lease(context, nanos::get, Duration.ofSeconds(6));
  private final WorkInHand<Reading> work =
      new WorkInHand<>(
          consumer, new CommandReader(any -> true), room, lease, (self, assigned) -> {}, () -> {});
  private final RecordSender sender;
  private final KeyQueues<Reading> queues;
  private PartitionWork partition = assign();
  private long offset;

  LeaseTest() throws TimeoutException {
    sender = RecordSender.open(vertx(), config(), List.of()).await(60, SECONDS);
    var clock = InstantSource.system();
    var replies = new KafkaReplySender(vertx(), sender);
    var letters = new DeadLetters(sender);
    var runs =
        new ParkedRuns(context, clock, new CommandReader(any -> true), this::run, replies, letters);
    var alone = new Alone();
    var parking = new Parking(context, null, room, () -> true, runs, alone);
    var starts = new Starts(context, room, () -> true);
    var processor =
        new DeliveryProcessor(starts, alone, parking, clock, this::run, replies, letters);
    queues = new KeyQueues<>(context, room, processor::process);
  }

  @BeforeEach
  void renew() {
    consumer.end(null);
  }

  @AfterEach
  void close() throws TimeoutException {
    sender.close().await(30, SECONDS);
  }

  @Test
  void nothingIsSureBeforeTheFirstCommitIsTaken() {
    assertFalse(new Lease(context, nanos::get, Duration.ofSeconds(6)).holds());
    assertTrue(lease.holds());
  }

  @Test
  void whatIsReadStartsUntilShortlyBeforeTheSessionsEnd() {
    pass(LENGTH.minusNanos(1));
    submit("in-time");
    eventually("it starts", () -> started.equals(List.of("in-time")));

    pass(Duration.ofNanos(1));
    submit("late");
    assertStarted("in-time");
  }

  @Test
  void whatHasWaitedStartsInTurnWhenTheBrokerTakesACommit() {
    pass(Duration.ofSeconds(20));
    submit("first");
    submit("second");
    assertStarted();

    work.settle(true);
    assertStarted();
    consumer.end(null);
    eventually("both start", () -> started.equals(List.of("first", "second")));
  }

  @Test
  void whatHasWaitedNeverStartsWhenItsPartitionIsLostAndItsKeyGoesOn() {
    pass(Duration.ofSeconds(20));
    submit("lost");
    work.settle(true);
    consumer.end(new CommitFailedException());
    assertStarted();

    work.onPartitionsLost(List.of(PARTITION));
    partition = assign();
    submit("again");
    assertStarted();
    consumer.end(null);

    eventually("it starts", () -> started.equals(List.of("again")));
  }

  @Test
  void whatWaitsForAnotherAttemptEndsWithItsPartitionAndItsKeyGoesOn() {
    submit(FAILS);
    submit("behind");
    assertStarted(FAILS);

    work.onPartitionsLost(List.of(PARTITION));
    partition = assign();
    submit("again");

    eventually("it starts", () -> started.equals(List.of(FAILS, "again")));
    eventually("all room is free", () -> room.taken() == 0);
  }

  @Test
  void aCommitThatWasSentBeforeTheStopProvesNothingAfterIt() {
    pass(Duration.ofSeconds(1));
    work.settle(true);
    pass(Duration.ofSeconds(20));
    consumer.end(null);

    submit("late");

    assertStarted();
  }

  @Test
  void anIdleConsumerCommitsOnceASecond() {
    for (int i = 0; i < 50; i++) {
      pass(Duration.ofMillis(100));
      work.settle(true);
    }

    assertEquals(5, consumer.underWay());
  }

  @Test
  void aConsumerWhoseCommitsAreRefusedForLongSaysSo() {
    pass(Duration.ofSeconds(1));
    work.settle(true);
    consumer.end(new CommitFailedException());
    pass(Duration.ofSeconds(10));
    assertEquals(Optional.empty(), work.trouble(), "a rebalance takes as long");

    pass(Duration.ofSeconds(1));
    work.settle(true);
    consumer.end(new CommitFailedException());
    assertEquals(Optional.of("kafka: no commit has been taken for 11 s"), work.trouble());

    pass(Duration.ofSeconds(2));
    work.settle(true);
    consumer.end(null);
    assertEquals(Optional.empty(), work.trouble());
  }

  @Test
  void aStopInTheMiddleOfARebalanceCommitsWhenThatIsOver() {
    submit("done");
    eventually("it has ended", () -> started.equals(List.of("done")) && partition.isIdle());
    consumer.rebalance();

    work.finish();

    var committed = consumer.committed(Set.of(PARTITION)).get(PARTITION);
    assertEquals(1, committed == null ? 0 : committed.offset());
  }

  private Future<RunResult> run(Command command) {
    started.add(command.operation());
    var reply = Samples.answerTo(command, "w");
    return Future.succeededFuture(
        command.operation().equals(FAILS)
            ? new RunResult.Again(reply, Duration.ofMinutes(2), "it fails")
            : new RunResult.Answered(reply));
  }

  private PartitionWork assign() {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.seekToBeginning(List.of(PARTITION));
    work.onPartitionsAssigned(List.of(PARTITION));
    return work.assigned().iterator().next();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void submit(String operation) {
    var command = Samples.fresh(operation, "key", Duration.ofMinutes(5));
    var tracked = partition.offsets().read(offset);
    var place = new Place(room);
    var delivery = new Delivery<>(work, partition, tracked, 100, place, Records.known(command));
    offset++;
    room.take();
    context.runOnContext(ignored -> queues.submit(delivery));
  }

  /** When the context has done what it had to do. */
  private void assertStarted(String... operations) {
    Promise<Boolean> looked = Promise.promise();
    context.runOnContext(ignored -> context.runOnContext(again -> looked.complete(true)));
    assertTrue(looked.future().timeout(20, SECONDS).await());
    assertEquals(List.of(operations), started);
  }
}
