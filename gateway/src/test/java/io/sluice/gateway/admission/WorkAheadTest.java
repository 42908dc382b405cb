package io.sluice.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A service by the second: so many calls come, so many are answered after so long. */
final class WorkAheadTest {

  private static final Duration LIMIT = Duration.ofSeconds(4);

  private long now;
  private int waiting;
  private final WorkAhead work = new WorkAhead(LIMIT, () -> now);

  @Test
  void aBurstAfterAQuietTimeIsLetInWhileAnswersAreQuick() {
    for (int second = 0; second < 10; second++) {
      assertEquals(2, enter(2));
      answer(2, Duration.ofMillis(20));
      pass(Duration.ofSeconds(1));
    }

    assertEquals(500, enter(500));
  }

  @Test
  void whatCannotBeAnsweredInItsTimeIsRefused() {
    overload(100);

    int more = enter(1_000);

    assertTrue(waiting <= 100 * LIMIT.toSeconds(), waiting + " wait");
    assertTrue(more < 1_000, more + " were let in");
    assertTrue(work.pause().compareTo(Duration.ofSeconds(1)) >= 0);
  }

  @Test
  void ofAnOverloadThatBeginsSuddenlyAlmostNothingRunsOutOfItsTime() {
    Queue<Long> queue = new ArrayDeque<>();
    int late = 0;
    for (int tick = 0; tick < 100; tick++) {
      pass(Duration.ofMillis(100));
      int entered = enter(tick < 10 ? 10 : 100);
      for (int i = 0; i < entered; i++) {
        queue.add(now);
      }
      for (int i = 0; i < 60 && !queue.isEmpty(); i++) {
        Duration took = Duration.ofNanos(now - queue.remove());
        late += took.compareTo(LIMIT) > 0 ? 1 : 0;
        answer(1, took);
      }
    }

    assertEquals(0, late);
  }

  @Test
  void aFewAreLetInWhenNothingIsAnswered() {
    assertEquals(10_000, enter(10_000));
    pass(LIMIT);
    while (waiting > 0) {
      work.unanswered();
      waiting--;
    }
    pass(Duration.ofSeconds(1));

    assertEquals(16, enter(100));
    assertEquals(Duration.ofSeconds(30), work.pause());
  }

  @Test
  void whenAnswersAreQuickAgainEveryCallIsLetIn() {
    overload(100);
    answer(waiting, LIMIT);
    for (int tick = 0; tick < 30; tick++) {
      answer(enter(10), Duration.ofMillis(20));
      pass(Duration.ofMillis(100));
    }

    assertEquals(1_000, enter(1_000));
  }

  @Test
  void whatFailsOtherwiseSaysNothingOfThePace() {
    for (int i = 0; i < 1_000; i++) {
      assertTrue(work.tryEnter());
      work.leave();
    }
    pass(Duration.ofMinutes(1));

    assertTrue(work.tryEnter());
    assertFalse(enter(100) < 100);
  }

  /** Twice as many come as are answered, until answers take their whole time. */
  private void overload(int answersPerSecond) {
    for (int tick = 0; tick < 100; tick++) {
      var unused = enter(answersPerSecond / 5);
      Duration latency = Duration.ofSeconds(waiting).dividedBy(answersPerSecond);
      answer(Math.min(waiting, answersPerSecond / 10), latency);
      pass(Duration.ofMillis(100));
    }
  }

  private int enter(int calls) {
    int entered = 0;
    for (int i = 0; i < calls; i++) {
      entered += work.tryEnter() ? 1 : 0;
    }
    waiting += entered;
    return entered;
  }

  private void answer(int calls, Duration latency) {
    for (int i = 0; i < calls; i++) {
      work.answered(latency.toNanos());
    }
    waiting -= calls;
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
