package io.sluice.gateway.contract;

import com.networknt.schema.JsonNodePath;
import java.nio.charset.StandardCharsets;

/** JSON pointers in the form of URI fragments (RFC 6901 §6), as answers show them. */
final class Pointers {
  private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

  private Pointers() {}

  static String fragment(JsonNodePath path) {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      pointer.append('/').append(Place.escape(String.valueOf(path.getElement(i))));
    }
    return fragment(pointer.toString());
  }

  static String member(String fragment, String name) {
    return fragment + fragment("/" + Place.escape(name)).substring(1);
  }

  static String fragment(String pointer) {
    StringBuilder fragment = new StringBuilder("#");
    for (byte b : pointer.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
      fragment.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return fragment.toString();
  }
}
