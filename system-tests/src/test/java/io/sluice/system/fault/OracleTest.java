package io.sluice.system.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.fault.CallRecord.Ending;
import io.sluice.system.fault.TopicLog.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each thing that must never be is seen when it is. */
final class OracleTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Ending OK = new Ending("200", true, true);
  private static final Ending TIME_IS_UP = new Ending("504 reply-timeout", false, true);

  private final List<CallRecord> calls = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Entry> topic = new ArrayList<>();

  @Test
  void aRunInWhichAllIsWellHasNothingToTell() {
    call(1, OK);
    call(2, OK);
    effect(1, "worker-1", 10);
    effect(2, "worker-2", 20);
    command(1);
    command(2);

    var figures = figures();

    assertEquals(2, figures.ok());
    assertEquals(0, figures.failures());
    assertEquals(0, figures.lost() + figures.unrun() + figures.doubled() + figures.late());
    assertEquals(0, figures.inversions() + figures.wrong());
    assertEquals(Map.of("worker-1", 1, "worker-2", 1), figures.starts());
  }

  @Test
  void anAnswerWithoutAnEffectIsLost() {
    call(1, OK);

    assertEquals(1, figures().lost());
  }

  @Test
  void aCommandThatTheBrokerHasAndNobodyRanIsSeen() {
    call(1, OK);
    command(1);

    assertEquals(1, figures().unrun());
  }

  @Test
  void aCommandThatWasNotRunInTimeAndWhoseCallerKnowsIsNotMissed() {
    call(1, TIME_IS_UP);
    command(1);

    var figures = figures();

    assertEquals(0, figures.unrun());
    assertEquals(Map.of("504 reply-timeout", 1), figures.failed());
  }

  @Test
  void aSecondStartIsSeen() {
    call(1, OK);
    effect(1, "worker-1", 10);
    effect(1, "worker-2", 20);

    assertEquals(1, figures().doubled());
  }

  @Test
  void aStartAfterTheDeadlineIsSeenWithItsLateness() {
    call(1, TIME_IS_UP);
    effect(1, "worker-1", 7_000);

    var figures = figures();

    assertEquals(1, figures.late());
    assertEquals(Duration.ofSeconds(2), figures.latest());
  }

  @Test
  void aStartBeforeOneThatStandsEarlierUnderItsKeyIsAnInversion() {
    call(1, OK);
    call(2, OK);
    command(1);
    command(2);
    effect(2, "worker-1", 10);
    effect(1, "worker-2", 20);

    assertEquals(1, figures().inversions());
  }

  @Test
  void aCommandThatRanAgainAfterItsSuccessorIsADoubleAndNoInversion() {
    call(1, OK);
    call(2, OK);
    command(1);
    command(2);
    effect(1, "worker-1", 10);
    effect(2, "worker-1", 20);
    effect(1, "worker-2", 30);

    assertEquals(0, figures().inversions());
    assertEquals(1, figures().doubled());
  }

  @Test
  void aStartWhileItsWorkerRunsAnotherOfItsKeyIsSeen() {
    call(1, OK);
    call(2, OK);
    command(1);
    command(2);
    effect(1, "worker-1", 10);
    effect(2, "worker-1", 14);

    assertEquals(1, figures().overlaps());
    assertEquals(0, figures().contested() + figures().inversions());
  }

  @Test
  void aStartWhileAnotherWorkerRunsOneOfItsKeyIsSeen() {
    call(1, OK);
    call(2, OK);
    command(1);
    command(2);
    effect(1, "worker-1", 10);
    effect(2, "worker-2", 14);

    assertEquals(1, figures().contested());
    assertEquals(0, figures().overlaps() + figures().inversions());
  }

  @Test
  void anAnswerToAnotherCallIsSeen() {
    call(1, new Ending("200", true, false));

    assertEquals(1, figures().wrong());
  }

  @Test
  void latencyIsRaisedFromTheFirstToTheLastCallThatWasSlowOrFailed() {
    call(1, OK);
    call(1_000, TIME_IS_UP);
    call(4_000, TIME_IS_UP);
    call(9_000, OK);

    assertEquals(Duration.ofSeconds(3), figures().raised());
  }

  @Test
  void whatBelongsToAnotherRunIsPassedOver() {
    call(1, OK);
    effect(1, "worker-1", 10);
    effect(99, "worker-1", 99_000);
    command(98);

    var figures = figures();

    assertEquals(0, figures.late() + figures.unrun());
    assertEquals(Map.of("worker-1", 1), figures.starts());
  }

  private Figures figures() {
    return new Oracle(calls, effects, topic).figures();
  }

  /** Due at as many milliseconds as its nonce says. */
  private void call(long nonce, Ending ending) {
    calls.add(
        new CallRecord(
            nonce, "k", "/keyed", 0, START.plusMillis(nonce), Duration.ofMillis(30), ending, 1));
  }

  private void effect(long nonce, String worker, long atMillis) {
    effects.add(
        new Effect(
            nonce,
            "k",
            "keyed",
            worker,
            1,
            START.plusMillis(atMillis),
            START.plusSeconds(5),
            Optional.of(START.plusMillis(atMillis + 5))));
  }

  private void command(long nonce) {
    topic.add(new Entry(nonce, "k", START.plusSeconds(5)));
  }
}
