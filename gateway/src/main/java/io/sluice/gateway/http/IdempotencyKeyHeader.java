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

  private IdempotencyKeyHeader() {}

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
    HeaderScanner scanner = new HeaderScanner(line);
    String text = string(scanner);
    if (text == null) {
      return malformed("begins with a quote and is no string");
    }
    return parametersToTheEnd(scanner)
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
  private static @Nullable String string(HeaderScanner line) {
    StringBuilder text = new StringBuilder();
    boolean begins = line.take('"');
    while (!line.atEnd() && !line.isAt('"')) {
      boolean escaped = line.take('\\');
      if (line.atEnd()) {
        return null;
      }
      char c = line.next();
      if (c < ' ' || c > '~' || (escaped && c != '"' && c != '\\')) {
        return null;
      }
      text.append(c);
    }
    return begins && line.take('"') ? text.toString() : null;
  }

  /** Section 4.2.3.2, but for the forms of bare values, which nobody reads. */
  private static boolean parametersToTheEnd(HeaderScanner line) {
    while (line.take(';')) {
      var unused = line.run(c -> c == ' ');
      if (!isName(line.run(IdempotencyKeyHeader::isNameChar)) || !value(line)) {
        return false;
      }
    }
    return line.atEnd();
  }

  private static boolean isName(String run) {
    return !run.isEmpty() && isNameStart(run.charAt(0));
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || c == '*';
  }

  private static boolean isNameChar(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  }

  private static boolean value(HeaderScanner line) {
    if (!line.take('=')) {
      return true;
    }
    return line.isAt('"')
        ? string(line) != null
        : !line.run(IdempotencyKeyHeader::isBareChar).isEmpty();
  }

  private static boolean isBareChar(char c) {
    return c > ' ' && c <= '~' && c != ';' && c != '"' && c != ',';
  }
}
