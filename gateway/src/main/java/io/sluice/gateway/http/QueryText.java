package io.sluice.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Takes a query apart as browsers put it together (WHATWG URL, section 5.1), and refuses what a
 * party before us could read differently. Not Netty's: it splits at semicolons, writes U+FFFD for
 * bytes that are no UTF-8, and drops what stands behind 1,024 pairs.
 */
final class QueryText {

  private QueryText() {}

  /**
   * The pairs in their order, decoded.
   *
   * @param query raw, without the question mark
   * @throws IllegalArgumentException where it is not percent-encoded UTF-8
   */
  static MultiMap pairs(String query) {
    MultiMap pairs = MultiMap.caseInsensitiveMultiMap();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        pairs.add(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return pairs;
  }

  private static String decode(String text) {
    boolean encoded = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F) {
        throw new IllegalArgumentException("a character that is not percent-encoded");
      }
      encoded |= c == '%' || c == '+';
    }
    return encoded ? unescape(text) : text;
  }

  private static String unescape(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.put((byte) (digit(text, i + 1) << 4 | digit(text, i + 2)));
        i += 2;
      } else {
        bytes.put((byte) (c == '+' ? ' ' : c));
      }
    }
    try {
      return UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("bytes that are no UTF-8", e);
    }
  }

  private static int digit(String text, int at) {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0) {
      throw new IllegalArgumentException("a percent sign without two hex digits");
    }
    return digit;
  }
}
