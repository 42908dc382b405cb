package io.sluice.system.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Eventually;
import io.sluice.system.process.RunningNode;
import io.sluice.system.proxy.Direction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a worker's process leaves when it is killed or stopped around its commit: every payment
 * takes effect once, and its event takes effect once and in its turn.
 */
final class CrashedWorkerTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String ACCOUNT = "a";

  private final Payers payers;

  CrashedWorkerTest() throws Exception {
    payers = new Payers();
  }

  @AfterEach
  void close() throws Exception {
    payers.close();
  }

  @Test
  void whatIsCommittedAndNotPublishedWhenTheProcessIsKilledAnotherPublishes() throws Exception {
    RunningNode killed = payers.startBehindLinks();
    payers.pay(ACCOUNT, 1, false);
    awaitJournal(1L);

    try (var hold = payers.payments().hold()) {
      payers.pay(ACCOUNT, 2, true);
      hold.awaitWaiter();
      payers.kafkaLink().swallow(Direction.TO_TARGET);
    }
    awaitPaid(1L, 2L);
    killed.signal("KILL");
    assertEquals(List.of(1L), payers.inStream(ACCOUNT));
    assertEquals(1, payers.payments().inOutbox());
    payers.kafkaLink().reset();

    payers.pay(ACCOUNT, 3, false);
    var unused = payers.startBeside();

    awaitJournal(1L, 2L, 3L);
    assertEquals(List.of(1L, 2L, 3L), payers.payments().effects(ACCOUNT));
    Eventually.holds("all is published", LIMIT, () -> payers.payments().inOutbox() == 0);
  }

  @Test
  void whatIsNotCommittedWhenTheProcessIsKilledAnotherDoes() throws Exception {
    RunningNode killed = payers.startBehindLinks();
    payers.pay(ACCOUNT, 1, false);
    awaitJournal(1L);

    try (var hold = payers.payments().hold()) {
      payers.pay(ACCOUNT, 2, true);
      hold.awaitWaiter();
      payers.databaseLink().swallow(Direction.TO_TARGET);
    }
    payers.payments().awaitUncommitted();
    killed.signal("KILL");
    assertEquals(List.of(1L), payers.payments().effects(ACCOUNT));
    payers.databaseLink().reset();

    payers.pay(ACCOUNT, 3, false);
    var unused = payers.startBeside();

    awaitJournal(1L, 2L, 3L);
    assertEquals(List.of(1L, 2L, 3L), payers.payments().effects(ACCOUNT));
  }

  @Test
  void aProcessThatIsStoppedBeforeItPublishesComesLateAndItsEventCountsOnce() throws Exception {
    RunningNode stopped = payers.startBehindLinks();
    payers.pay(ACCOUNT, 1, false);
    awaitJournal(1L);

    try (var hold = payers.payments().hold()) {
      payers.pay(ACCOUNT, 2, true);
      hold.awaitWaiter();
      // What it sends arrives when others have gone on.
      payers.kafkaLink().delay(Duration.ofSeconds(20));
    }
    awaitPaid(1L, 2L);
    stopped.signal("STOP");
    payers.pay(ACCOUNT, 3, false);
    var unused = payers.startBeside();
    payers.pay(ACCOUNT, 4, false);
    awaitJournal(1L, 2L, 3L, 4L);
    stopped.signal("CONT");

    Eventually.holds("the late event is there", LIMIT, () -> timesInStream(2) == 2);
    payers.pay(ACCOUNT, 5, false);

    awaitJournal(1L, 2L, 3L, 4L, 5L);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), payers.payments().effects(ACCOUNT));
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L), payers.inStream(ACCOUNT).stream().distinct().toList());
  }

  @Test
  void whileTheReadersDatabaseIsAwayEventsWaitAndAreNoDeadLetters() throws Exception {
    var unused = payers.startBeside();
    payers.pay(ACCOUNT, 1, false);
    awaitJournal(1L);
    payers.journalLink().down().await();

    payers.pay(ACCOUNT, 2, false);
    payers.pay(ACCOUNT, 3, false);
    // More tries, each with its pause, than ten seconds have room for.
    Eventually.holds("it is tried", LIMIT, () -> payers.failedRuns() >= 10);
    payers.journalLink().up().await();

    awaitJournal(1L, 2L, 3L);
    assertEquals(0, payers.deadLetters());
  }

  private long timesInStream(long sequence) {
    return payers.inStream(ACCOUNT).stream().filter(one -> one == sequence).count();
  }

  private void awaitPaid(Long... numbers) throws Exception {
    Eventually.holds(
        "paid", LIMIT, () -> payers.payments().effects(ACCOUNT).equals(List.of(numbers)));
  }

  private void awaitJournal(Long... numbers) throws Exception {
    Eventually.holds(
        "in the journal", LIMIT, () -> payers.journal().effects(ACCOUNT).size() >= numbers.length);
    assertEquals(List.of(numbers), payers.journal().effects(ACCOUNT));
  }
}
