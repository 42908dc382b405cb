package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a {@code $ref}, taken apart.
 *
 * @param file a relative path; empty for the file it stands in
 * @param pointer the place in that file as a JSON pointer
 */
record Reference(String file, String pointer) {
  static final String ALLOWED =
      "a reference into this file, #/components/…, or to a file in the contract's folder,"
          + " ./orders.yaml#/Order";

  /** Empty if the text is no reference of this form. */
  static Optional<Reference> parse(String text) {
    int hash = text.indexOf('#');
    try {
      String file = decode(hash < 0 ? text : text.substring(0, hash));
      String fragment = hash < 0 ? "" : decode(text.substring(hash + 1));
      return Optional.of(new Reference(file, JsonPointer.compile(fragment).toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
