package io.sluice.cluster.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SizeTextTest {
  @Test
  void everyUnitIsReadInBytes() {
    assertEquals(512, SizeText.parse("512B"));
    assertEquals(65_536, SizeText.parse("64KB"));
    assertEquals(1_048_576, SizeText.parse("1MB"));
    assertEquals(3_221_225_472L, SizeText.parse("3GB"));
  }

  @Test
  void aBareNumberIsRefusedAndTheMessageSaysWhatIsAllowed() {
    var refused = assertThrows(IllegalArgumentException.class, () -> SizeText.parse("65536"));

    assertEquals("found \"65536\"; allowed: " + SizeText.ALLOWED, refused.getMessage());
  }

  @Test
  void anythingElseIsRefused() {
    for (String text : List.of("", "KB", "-1KB", "1 KB", "1kb", "1.5MB", "1MiB", "9999999999B")) {
      assertThrows(IllegalArgumentException.class, () -> SizeText.parse(text), text);
    }
  }
}
