package io.sluice.gateway.http;

import io.sluice.gateway.http.IdempotencyKey.Absent;
import io.sluice.gateway.http.IdempotencyKey.Given;
import io.sluice.gateway.http.IdempotencyKey.Malformed;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code Idempotency-Key}: a string of RFC 9651 section 3.3.3, whose parameters
 * mean nothing, or a bare word, as most clients write it. {@code "a"} and {@code a} are one key.
 */
final class IdempotencyKeyHeader {
  private static final CharSequence NAME = HttpHeaders.createOptimized("idempotency-key");
  private static final IdempotencyKey ABSENT = new Absent();
  private static final int LONGEST = 255;
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._:~-]+");

  private static final String ALLOWED =
      "; allowed is one key of 1 to 255 printable ASCII characters in double quotes, or of letters,"
          + " digits and . _ : ~ - without quotes.";

  private final String line;
  private int at;

  private IdempotencyKeyHeader(String line) {
    this.line = line;
  }

  /** Takes time by the header's length, and none to speak of without it. */
  static IdempotencyKey read(MultiMap headers) {
    return headers.contains(NAME) ? read(headers.getAll(NAME)) : ABSENT;
  }

  private static IdempotencyKey read(List<String> lines) {
    if (lines.size() > 1) {
      return malformed("is there " + lines.size() + " times");
    }
    String line = withoutSpace(lines.getFirst());
    if (!line.startsWith("\"")) {
      return line.isEmpty() || BARE.matcher(line).matches()
          ? key(line)
          : malformed("has a character that needs quotes");
    }
    IdempotencyKeyHeader reading = new IdempotencyKeyHeader(line);
    String text = reading.string();
    if (text == null) {
      return malformed("begins with a quote and is no string");
    }
    return reading.parametersToTheEnd()
        ? key(text)
        : malformed("has something behind its string that is no parameter");
  }

  /** Not strip(), to which some control characters are space. */
  private static String withoutSpace(String line) {
    int start = 0;
    int end = line.length();
    while (start < end && line.charAt(start) == ' ') {
      start++;
    }
    while (end > start && line.charAt(end - 1) == ' ') {
      end--;
    }
    return line.substring(start, end);
  }

  private static IdempotencyKey key(String text) {
    if (text.isEmpty()) {
      return malformed("is empty");
    }
    return text.length() > LONGEST
        ? malformed("has " + text.length() + " characters")
        : new Given(text);
  }

  private static IdempotencyKey malformed(String found) {
    return new Malformed("The header Idempotency-Key " + found + ALLOWED);
  }

  /** The string that begins here, and goes behind it; null where it is none (section 4.2.5). */
  private @Nullable String string() {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < line.length() && line.charAt(at) != '"') {
      boolean escaped = line.charAt(at) == '\\';
      at += escaped ? 1 : 0;
      if (at == line.length()) {
        return null;
      }
      char c = line.charAt(at);
      if (c < ' ' || c > '~' || (escaped && c != '"' && c != '\\')) {
        return null;
      }
      text.append(c);
      at++;
    }
    boolean closed = at < line.length();
    at++;
    return closed ? text.toString() : null;
  }

  /** Section 4.2.3.2, but for the forms of bare values, which nobody reads. */
  private boolean parametersToTheEnd() {
    while (at < line.length()) {
      if (line.charAt(at) != ';') {
        return false;
      }
      at++;
      while (at < line.length() && line.charAt(at) == ' ') {
        at++;
      }
      if (!name() || !value()) {
        return false;
      }
    }
    return true;
  }

  private boolean name() {
    int start = at;
    while (at < line.length() && isNameChar(line.charAt(at), at == start)) {
      at++;
    }
    return at > start;
  }

  private static boolean isNameChar(char c, boolean first) {
    return (c >= 'a' && c <= 'z')
        || c == '*'
        || (!first && ((c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.'));
  }

  private boolean value() {
    if (at == line.length() || line.charAt(at) != '=') {
      return true;
    }
    at++;
    if (at < line.length() && line.charAt(at) == '"') {
      return string() != null;
    }
    int start = at;
    while (at < line.length() && isBareChar(line.charAt(at))) {
      at++;
    }
    return at > start;
  }

  private static boolean isBareChar(char c) {
    return c > ' ' && c <= '~' && c != ';' && c != '"' && c != ',';
  }
}
