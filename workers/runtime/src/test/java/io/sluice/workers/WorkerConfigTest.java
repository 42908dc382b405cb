package io.sluice.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WorkerConfigTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    assertEquals(new WorkerConfig(null, 256, MINUTE), WorkerConfig.over(null));
  }

  @Test
  void aBadValueIsNamedByItsKey() {
    assertRefused("worker.capacity is 0; it is between 1 and 100000", 0, MINUTE);
    assertRefused("worker.capacity is 100001; it is between 1 and 100000", 100_001, MINUTE);
    assertRefused("worker.handler-timeout is PT0S; it is 1 ms or more", 1, Duration.ZERO);
  }

  private static void assertRefused(String message, int capacity, Duration timeout) {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> new WorkerConfig(null, capacity, timeout));

    assertEquals(message, refused.getMessage());
  }
}
