package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class DeadlineTest {

  private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final Deadline DEADLINE = new Deadline(AT);

  @Test
  void itIsPastFromItsInstantOn() {
    assertFalse(DEADLINE.isPast(InstantSource.fixed(AT.minusMillis(1))));
    assertTrue(DEADLINE.isPast(InstantSource.fixed(AT)));
  }

  @Test
  void whatIsLeftIsNeverNegative() {
    assertEquals(Duration.ofMillis(5), DEADLINE.remaining(InstantSource.fixed(AT.minusMillis(5))));
    assertEquals(Duration.ZERO, DEADLINE.remaining(InstantSource.fixed(AT.plusSeconds(5))));
  }

  @Test
  void itIsInWholeMilliseconds() {
    assertEquals(DEADLINE, Deadline.after(Duration.ofNanos(999_999), AT));
  }
}
