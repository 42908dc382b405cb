package io.sluice.backbone.message;

import java.util.UUID;

/** UUIDs on the wire: the full form only; the JDK also takes {@code 1-2-3-4-5}. */
final class Uuids {

  private static final int LENGTH = 36;

  private Uuids() {}

  /**
   * Parses the form of RFC 9562 section 4.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  static UUID parse(String text) {
    if (text.length() != LENGTH) {
      throw new IllegalArgumentException("a UUID has 36 characters");
    }
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("not the full form of a UUID");
    }
    return uuid;
  }
}
