package io.sluice.gateway.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a raw request path into decoded segments, and refuses what others may read differently.
 */
final class RequestPath {
  private RequestPath() {}

  /** The decoded segments, none for {@code /}; empty for a malformed path. */
  static Optional<List<String>> segments(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>(6);
    int start = 1;
    while (start <= path.length() && path.length() > 1) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      Optional<String> segment = decode(path, start, end);
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      segments.add(segment.get());
      start = end + 1;
    }
    return Optional.of(segments);
  }

  private static Optional<String> decode(String path, int start, int end) {
    boolean encoded = false;
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '\\') {
        return Optional.empty();
      }
      encoded |= c == '%';
    }
    String raw = path.substring(start, end);
    Optional<String> segment = encoded ? unescape(raw) : Optional.of(raw);
    return segment.filter(text -> !text.equals(".") && !text.equals(".."));
  }

  private static Optional<String> unescape(String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      int value = raw.charAt(i);
      if (value == '%') {
        value = i + 2 < raw.length() ? hex(raw, i + 1) : -1;
        if (value < ' ' || value == 0x7F || value == '/' || value == '\\') {
          return Optional.empty();
        }
        i += 2;
      }
      bytes[length++] = (byte) value;
    }
    return StrictUtf8.check(bytes, length) == StrictUtf8.BAD
        ? Optional.empty()
        : Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  private static int hex(String raw, int at) {
    int high = Character.digit(raw.charAt(at), 16);
    int low = Character.digit(raw.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
