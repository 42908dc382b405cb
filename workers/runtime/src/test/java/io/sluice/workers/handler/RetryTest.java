package io.sluice.workers.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RetryTest {

  @Test
  void pausesDoubleUpToTheLongestAndHalfOfEachIsChance() {
    var retry = Retry.upTo(100).from(Duration.ofMillis(100)).to(Duration.ofSeconds(1));

    assertBetween(50, 100, retry.pauseAfter(1));
    assertBetween(100, 200, retry.pauseAfter(2));
    assertBetween(400, 800, retry.pauseAfter(4));
    assertBetween(500, 1_000, retry.pauseAfter(5));
    assertBetween(500, 1_000, retry.pauseAfter(99));
  }

  @Test
  void aLongFirstPauseIsTheLongestUnlessTold() {
    var retry = Retry.upTo(3).from(Duration.ofMinutes(10));

    assertEquals(Duration.ofMinutes(10), retry.longest());
    assertBetween(300_000, 600_000, retry.pauseAfter(99));
  }

  @Test
  void badValuesAreRefusedWithWhatIsAllowed() {
    assertRefused("a retry has 0 attempts; it is 1 to 1000", () -> Retry.upTo(0));
    assertRefused("a retry has 1001 attempts; it is 1 to 1000", () -> Retry.upTo(1_001));
    assertRefused(
        "a retry's pauses are from PT0S; it is 1 ms up", () -> Retry.upTo(2).from(Duration.ZERO));
    assertRefused(
        "a retry's pauses are from PT0.1S to PT0.05S; the longest is between the first and PT24H",
        () -> Retry.upTo(2).to(Duration.ofMillis(50)));
  }

  @Test
  void anOperationHasOnePolicy() {
    assertRefused(
        "operation op has a policy of retries already",
        () -> new Operation("op").retryNever().retry(Retry.upTo(2)));
  }

  private static void assertBetween(long least, long most, Duration pause) {
    assertTrue(
        pause.toMillis() >= least && pause.toMillis() <= most,
        () -> pause + " is not between " + least + " and " + most + " ms");
  }

  private static void assertRefused(String message, Supplier<?> action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::get).getMessage());
  }
}
