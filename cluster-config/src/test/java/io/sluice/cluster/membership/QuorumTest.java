package io.sluice.cluster.membership;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class QuorumTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Quorum quorum = new Quorum(Duration.ofSeconds(10));

  @Test
  void fewerThanHalfOfTheStableViewIsAMinority() {
    stable("a", "b", "c", "d", "e");

    sees(20, "a", "b", "c");
    assertFalse(quorum.isMinority());
    sees(21, "a", "b");
    assertTrue(quorum.isMinority());
  }

  @Test
  void halfOfItIsNone() {
    stable("a", "b", "c", "d");

    sees(20, "a", "b");

    assertFalse(quorum.isMinority());
  }

  @Test
  void twoNodesHaveNoMinority() {
    stable("a", "b");

    sees(20, "a");

    assertFalse(quorum.isMinority());
  }

  @Test
  void aViewThatKeepsChangingIsNotStable() {
    sees(0, "a", "b", "c");
    sees(9, "a", "b", "c");

    sees(9, "a");

    assertFalse(quorum.isMinority());
  }

  @Test
  void whoGoesOneAfterTheOtherLeavesAStableViewEachTime() {
    stable("a", "b", "c");

    sees(20, "a", "b");
    sees(30, "a", "b");
    sees(40, "a");

    assertFalse(quorum.isMinority());
  }

  @Test
  void whoSaysGoodbyeIsNotMissed() {
    stable("a", "b", "c");

    quorum.leaves("b");
    quorum.leaves("c");
    sees(20, "a");

    assertFalse(quorum.isMinority());
  }

  @Test
  void aMinorityStaysOneUntilItSeesEnoughAgain() {
    stable("a", "b", "c");

    sees(20, "a");
    sees(60, "a");
    assertTrue(quorum.isMinority());
    sees(61, "a", "x");
    assertTrue(quorum.isMinority());
    sees(62, "a", "b");
    assertFalse(quorum.isMinority());
  }

  private void stable(String... members) {
    sees(0, members);
    sees(10, members);
  }

  private void sees(int second, String... members) {
    quorum.sees(Set.of(members), START.plusSeconds(second));
  }
}
