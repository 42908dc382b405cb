package io.sluice.cluster.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ManagementConfigTest {

  @Test
  void loopbackGivesEachCheckASecond() {
    assertEquals(
        new ManagementConfig("127.0.0.1", 9090, Duration.ofSeconds(1), Optional.empty()),
        ManagementConfig.loopback(9090));
  }

  @Test
  void badValuesAreNamed() {
    assertRefused("host", " ", 9090, Duration.ofSeconds(1));
    assertRefused("65536", "127.0.0.1", 65_536, Duration.ofSeconds(1));
    assertRefused("-1", "127.0.0.1", -1, Duration.ofSeconds(1));
    assertRefused("checkDeadline", "127.0.0.1", 9090, Duration.ZERO);
  }

  private static void assertRefused(String named, String host, int port, Duration deadline) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ManagementConfig(host, port, deadline, Optional.empty()));
    var message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(named), message);
  }
}
