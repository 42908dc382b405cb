package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class UuidsTest {

  private static final String TEXT = "01890a5d-ac96-774b-bcce-b302099a8057";

  @Test
  void theFullFormIsReadInEitherCase() {
    assertEquals(UUID.fromString(TEXT), Uuids.parse(TEXT));
    assertEquals(UUID.fromString(TEXT), Uuids.parse(TEXT.toUpperCase(Locale.ROOT)));
  }

  @Test
  void everyOtherFormIsRefused() {
    for (String other :
        List.of(
            "",
            "1-2-3-4-5",
            TEXT + "0",
            TEXT.substring(1),
            TEXT.replace("-", ""),
            "+" + TEXT.substring(1),
            "g" + TEXT.substring(1),
            "01890a5da-c96-774b-bcce-b302099a8057",
            "01890a5d-ac96-774b-bcce+b302099a8057",
            "01890a5d-ac96-774b-bcce--302099a8057",
            "\u0660" + TEXT.substring(1))) {
      assertThrows(IllegalArgumentException.class, () -> Uuids.parse(other), other);
    }
  }
}
