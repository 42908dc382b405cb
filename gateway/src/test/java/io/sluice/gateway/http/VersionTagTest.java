package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VersionTagTest {

  @Test
  void aTagIsWeakAsWhatItNamesMayDifferInWhatIsNoNews() {
    assertEquals("W/\"7\"", VersionTag.of(7));
  }

  @Test
  void theSameVersionIsKnownWeakOrStrongAloneOrInAList() {
    for (String known : List.of("W/\"7\"", "\"7\"", "*", " \"6\" ,W/\"7\"", "\"7\",\"8\"")) {
      assertTrue(isKnown(known), known);
    }
    assertTrue(isKnown("\"5\"", "W/\"7\""));
  }

  @Test
  void anotherVersionIsNot() {
    for (String other : List.of("W/\"17\"", "\"77\"", "7", "w/\"7\"", "", "\"6\", \"8\"")) {
      assertFalse(isKnown(other), other);
    }
    assertFalse(isKnown());
  }

  private static boolean isKnown(String... lines) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : lines) {
      headers.add("If-None-Match", line);
    }
    return VersionTag.isKnown(headers, 7);
  }
}
