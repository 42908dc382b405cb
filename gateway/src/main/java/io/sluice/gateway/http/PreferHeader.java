package io.sluice.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code Prefer} (RFC 7240 section 2). Nothing in it is ever an error: what is no
 * preference is left out, up to the next comma outside quotes; quotes that do not end take the rest
 * of their line.
 *
 * <p>Of a preference that is there several times the first counts, also where its value says
 * nothing. {@code respond-async} is defined without a value; with one it is not known. {@code wait}
 * is a whole number of seconds that an int holds.
 */
final class PreferHeader {
  static final String RESPOND_ASYNC = "respond-async";
  static final String WAIT = "wait";

  private static final CharSequence NAME = HttpHeaders.createOptimized("prefer");

  private boolean hasRespondAsync;
  private boolean hasWait;
  private boolean respondAsync;
  private @Nullable Duration wait;

  private PreferHeader() {}

  /** Takes time by the header's length, and none to speak of without it. */
  static Preferences read(MultiMap headers) {
    if (!headers.contains(NAME)) {
      return Preferences.NONE;
    }
    PreferHeader header = new PreferHeader();
    headers.getAll(NAME).forEach(line -> header.list(new HeaderScanner(line)));
    return new Preferences(header.respondAsync, header.wait);
  }

  private void list(HeaderScanner line) {
    while (!line.atEnd()) {
      preference(line);
      line.skipTo(',');
      var unused = line.take(',');
    }
  }

  private void preference(HeaderScanner line) {
    line.skipSpace();
    String name = line.token();
    String value = value(line);
    if (!name.isEmpty() && value != null && parameters(line)) {
      count(name, value);
    }
  }

  /** None has a meaning; whether they are sound, up to the preference's end. */
  private static boolean parameters(HeaderScanner line) {
    while (line.take(';')) {
      line.skipSpace();
      if (!line.token().isEmpty() && value(line) == null) {
        return false;
      }
    }
    return line.atEnd() || line.isAt(',');
  }

  /** With the white space around it; empty where there is none, null where it is malformed. */
  private static @Nullable String value(HeaderScanner line) {
    line.skipSpace();
    if (!line.take('=')) {
      return "";
    }
    line.skipSpace();
    boolean quoted = line.isAt('"');
    String value = quoted ? line.quoted() : line.token();
    line.skipSpace();
    return quoted || value == null || !value.isEmpty() ? value : null;
  }

  private void count(String name, String value) {
    if (name.equalsIgnoreCase(RESPOND_ASYNC) && !hasRespondAsync) {
      hasRespondAsync = true;
      respondAsync = value.isEmpty();
    } else if (name.equalsIgnoreCase(WAIT) && !hasWait) {
      hasWait = true;
      wait = seconds(value);
    }
  }

  private static @Nullable Duration seconds(String digits) {
    long seconds = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      seconds = seconds * 10 + (c - '0');
      if (c < '0' || c > '9' || seconds > Integer.MAX_VALUE) {
        return null;
      }
    }
    return digits.isEmpty() ? null : Duration.ofSeconds(seconds);
  }
}
