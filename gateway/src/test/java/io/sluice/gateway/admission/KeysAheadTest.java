package io.sluice.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A worker that runs the calls of a key one after the other, by the millisecond. */
final class KeysAheadTest {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration WORK = Duration.ofMillis(40);
  private static final String KEY = "key";

  /** When each call began; a call of the other gateway has none. */
  private final Deque<Optional<Long>> queue = new ArrayDeque<>();

  private final KeysAhead keys = new KeysAhead(LIMIT);
  private long now;
  private long freeAt;
  private int refused;
  private int late;

  @Test
  void aKeyWithinWhatItsWorkerCanDoIsNeverRefused() {
    run(Duration.ofSeconds(20), Duration.ofMillis(50));

    assertEquals(0, refused);
    assertEquals(0, late);
  }

  @Test
  void ofAKeyWithTwiceAsManyCallsHalfAreRefusedAndNoneIsLate() {
    run(Duration.ofSeconds(20), Duration.ofMillis(20));

    assertEquals(0, late);
    assertTrue(refused > 400 && refused < 500, refused + " of 1000 were refused");
  }

  @Test
  void callsOfAnotherGatewayOnTheSameKeyAreCounted() {
    for (Duration passed = Duration.ZERO; passed.toSeconds() < 20; passed = passed.plusMillis(60)) {
      call();
      queue.add(Optional.empty());
      pass(Duration.ofMillis(60));
    }

    assertEquals(0, late);
    assertTrue(refused > 100, refused + " were refused");
  }

  @Test
  void callsThatWaitForNobodyAreLetInHoweverManyComeAtOnce() {
    long way = Duration.ofMillis(100).toNanos();
    assertEquals(Optional.empty(), keys.enter(KEY, now));
    for (int i = 0; i < 20; i++) {
      assertEquals(Optional.empty(), keys.enter(KEY, now));
      now += way;
      keys.answered(KEY, now - way, now, Duration.ofMillis(1));
    }

    for (int i = 0; i < 100; i++) {
      assertEquals(Optional.empty(), keys.enter(KEY, now));
    }
  }

  @Test
  void answersThatComeTogetherCountAsWhatTheyTook() {
    for (int i = 0; i < 48; i++) {
      assertEquals(Optional.empty(), keys.enter(KEY, now));
    }
    for (int poll = 0; poll < 4; poll++) {
      now += WORK.multipliedBy(8).toNanos();
      for (int i = 0; i < 8; i++) {
        keys.answered(KEY, 0, now, WORK);
      }
    }

    int entered = 0;
    while (entered < 1_000 && keys.enter(KEY, now).isEmpty()) {
      entered++;
    }
    assertTrue(entered < 60, entered + " were let in");
  }

  @Test
  void theDistanceOfAWorkersDeathRefusesNobodyOnceAnotherWorks() {
    run(Duration.ofSeconds(2), Duration.ofMillis(200));
    freeAt = now + Duration.ofMillis(1_500).toNanos();

    run(Duration.ofSeconds(10), Duration.ofMillis(200));

    assertEquals(0, refused);
  }

  @Test
  void aKeyThatNobodyAnswersIsRefusedUntilNoneWaits() {
    for (int i = 0; i < 10; i++) {
      assertEquals(Optional.empty(), keys.enter(KEY, now));
    }
    now += LIMIT.toNanos();
    for (int i = 0; i < 9; i++) {
      keys.unanswered(KEY, now);
    }

    assertEquals(Optional.of(Duration.ofSeconds(1)), keys.enter(KEY, now));
    keys.leave(KEY);
    assertEquals(Optional.empty(), keys.enter(KEY, now));
  }

  @Test
  void nothingIsKeptOfAKeyWithoutCallsUnderWay() {
    run(Duration.ofSeconds(5), Duration.ofMillis(20));
    assertEquals(1, keys.size());

    pass(LIMIT);

    assertEquals(0, keys.size());
  }

  private void run(Duration time, Duration distance) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plus(distance)) {
      call();
      pass(distance);
    }
  }

  private void call() {
    if (keys.enter(KEY, now).isEmpty()) {
      queue.add(Optional.of(now));
    } else {
      refused++;
    }
  }

  private void pass(Duration time) {
    long end = now + time.toNanos();
    for (; now < end; now += Duration.ofMillis(1).toNanos()) {
      if (queue.isEmpty()) {
        freeAt = Math.max(freeAt, now);
      } else if (freeAt + WORK.toNanos() <= now) {
        freeAt += WORK.toNanos();
        queue.remove().ifPresent(this::answer);
      }
    }
  }

  private void answer(long start) {
    late += now - start > LIMIT.toNanos() ? 1 : 0;
    keys.answered(KEY, start, now, WORK);
  }
}
