package io.sluice.backbone.message;

import java.util.HexFormat;
import java.util.UUID;

/** UUIDs on the wire: the full form only; the JDK also takes {@code 1-2-3-4-5}. */
final class Uuids {

  private static final String FORM = "00000000-0000-0000-0000-000000000000";

  private Uuids() {}

  /**
   * Parses the form of RFC 9562 section 4.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  static UUID parse(String text) {
    if (!isFullForm(text)) {
      throw new IllegalArgumentException("not the full form of a UUID");
    }
    return UUID.fromString(text);
  }

  private static boolean isFullForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char found = text.charAt(i);
      if (FORM.charAt(i) == '-' ? found != '-' : !HexFormat.isHexDigit(found)) {
        return false;
      }
    }
    return true;
  }
}
