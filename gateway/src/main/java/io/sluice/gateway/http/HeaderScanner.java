package io.sluice.gateway.http;

import org.jspecify.annotations.Nullable;

/** Reads one line of a header from left to right, each character once (RFC 9110 section 5.6). */
final class HeaderScanner {
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private final String line;
  private int at;

  HeaderScanner(String line) {
    this.line = line;
  }

  boolean atEnd() {
    return at == line.length();
  }

  boolean isAt(char c) {
    return !atEnd() && line.charAt(at) == c;
  }

  /** Goes behind the character if it is the next one. */
  boolean take(char c) {
    boolean next = isAt(c);
    at += next ? 1 : 0;
    return next;
  }

  void skipSpace() {
    while (isAt(' ') || isAt('\t')) {
      at++;
    }
  }

  /** Empty where none begins here. */
  String token() {
    return run(HeaderScanner::isTokenChar);
  }

  /** All such characters from here on; empty where the next is another. */
  String run(CharTest test) {
    int start = at;
    while (!atEnd() && test.holds(line.charAt(at))) {
      at++;
    }
    return line.substring(start, at);
  }

  /** The next character, and goes behind it; there must be one. */
  char next() {
    return line.charAt(at++);
  }

  /** Whether a character is one of some kind. */
  interface CharTest {
    boolean holds(char c);
  }

  /**
   * The text between the quotes that begin here; null where they hold a control character, or do
   * not end, which takes all that is left of the line.
   */
  @Nullable String quoted() {
    StringBuilder text = new StringBuilder();
    boolean sound = true;
    at++;
    while (!atEnd() && !isAt('"')) {
      if (isAt('\\') && at + 1 < line.length()) {
        at++;
      }
      char c = line.charAt(at);
      sound &= c == '\t' || (c >= ' ' && c != 0x7F);
      text.append(c);
      at++;
    }
    return take('"') && sound ? text.toString() : null;
  }

  /** Goes to the next such character that stands in no quotes, or to the end. */
  void skipTo(char c) {
    while (!atEnd() && !isAt(c)) {
      if (isAt('"')) {
        var unused = quoted();
      } else {
        at++;
      }
    }
  }

  private static boolean isTokenChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_SIGNS.indexOf(c) >= 0;
  }
}
