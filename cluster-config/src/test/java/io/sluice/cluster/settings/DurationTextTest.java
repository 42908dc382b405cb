package io.sluice.cluster.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DurationTextTest {
  @Test
  void everyUnitIsRead() {
    assertEquals(Duration.ofMillis(500), DurationText.parse("500ms"));
    assertEquals(Duration.ofSeconds(5), DurationText.parse("5s"));
    assertEquals(Duration.ofMinutes(2), DurationText.parse("2m"));
    assertEquals(Duration.ofHours(1), DurationText.parse("1h"));
  }

  @Test
  void aBareNumberIsRefusedAndTheMessageSaysWhatIsAllowed() {
    var refused = assertThrows(IllegalArgumentException.class, () -> DurationText.parse("5"));

    assertEquals("found \"5\"; allowed: " + DurationText.ALLOWED, refused.getMessage());
  }

  @Test
  void anythingElseIsRefused() {
    for (String text : List.of("", "s", "-5s", "5 s", "5S", "1.5s", "5d", "1m30s", "9999999999s")) {
      assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text), text);
    }
  }
}
