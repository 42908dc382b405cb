package io.sluice.cluster.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClockComparisonTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final ClockComparison comparison = new ClockComparison(Duration.ofMillis(500));

  @Test
  void aNodeAloneIsRight() {
    assertFalse(comparison.isWrong());
    assertEquals(Duration.ZERO, comparison.offset());
  }

  @Test
  void ofThreeTheOneThatDiffersFromBothIsWrong() {
    hears("b", 3_000);
    hears("c", 2_900);

    assertTrue(comparison.isWrong());
    assertEquals(Duration.ofMillis(2_900), comparison.offset());
  }

  @Test
  void oneOtherThatDiffersAmongTwoIsWrongItself() {
    hears("b", 3_000);
    hears("c", 10);

    assertFalse(comparison.isWrong());
  }

  @Test
  void ofTwoThatDifferBothAreWrong() {
    hears("b", -501);

    assertTrue(comparison.isWrong());
  }

  @Test
  void whatTheToleranceAllowsIsRight() {
    hears("b", 500);

    assertFalse(comparison.isWrong());
  }

  @Test
  void aMessageThatWasLateDoesNotMakeAClockSlow() {
    hears("b", 2);
    hears("b", -20_000);

    assertFalse(comparison.isWrong());
    assertEquals(Duration.ofMillis(2), comparison.offset());
  }

  @Test
  void aClockThatWasSetIsSeenAfterAFewMessages() {
    hears("b", 0);
    for (int i = 0; i < 5; i++) {
      hears("b", -3_000);
    }

    assertTrue(comparison.isWrong());
  }

  @Test
  void whoLeftIsForgotten() {
    hears("b", 3_000);

    comparison.keep(Set.of("a"));

    assertFalse(comparison.isWrong());
  }

  private void hears(String node, long aheadMillis) {
    comparison.hears(node, NOW.plusMillis(aheadMillis), NOW);
  }
}
