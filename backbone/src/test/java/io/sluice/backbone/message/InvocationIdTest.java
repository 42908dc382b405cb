package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InvocationIdTest {

  @Test
  void aRandomOneIsATimeOrderedUuidThatReadsBack() {
    var id = InvocationId.random();

    assertEquals(7, id.value().version());
    assertEquals(id, InvocationId.parse(id.toString()));
    assertNotEquals(id, InvocationId.random());
  }

  @Test
  void onlyTheFullFormIsRead() {
    for (String text : List.of("", "x", "1-2-3-4-5", "01890a5dac96774bbcceb302099a8000")) {
      assertThrows(IllegalArgumentException.class, () -> InvocationId.parse(text), text);
    }
  }
}
