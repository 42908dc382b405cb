package io.sluice.backbone.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * RFC 3339 on the wire: UTC, always three digits of a second.
 *
 * <p>Every message has two or three of them, and {@link java.time.format.DateTimeFormatter} takes
 * longer for one than the rest of the message together: what is in UTC goes without it.
 */
final class Timestamps {

  private static final String FORM = "0000-00-00T00:00:00.000000000";

  private static final char UTC = 'Z';
  private static final int SECONDS_END = 19;
  private static final int MILLIS_END = 23;
  private static final byte[] TEMPLATE = (FORM.substring(0, MILLIS_END) + UTC).getBytes(US_ASCII);
  private static final int LAST_YEAR = 9999;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private Timestamps() {}

  /**
   * @throws IllegalArgumentException when the year has not four digits
   */
  static String write(Instant instant) {
    var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException("RFC 3339 has no year " + time.getYear());
    }
    byte[] text = TEMPLATE.clone();
    put(text, 0, 4, time.getYear());
    put(text, 5, 7, time.getMonthValue());
    put(text, 8, 10, time.getDayOfMonth());
    put(text, 11, 13, time.getHour());
    put(text, 14, 16, time.getMinute());
    put(text, 17, 19, time.getSecond());
    put(text, 20, 23, instant.getNano() / NANOS_PER_MILLI);
    return new String(text, US_ASCII);
  }

  static Instant read(Attribute attribute, String text) {
    try {
      return isPlain(text)
          ? readPlain(text)
          : inRange(OffsetDateTime.parse(text)).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      throw new MalformedMessageException(
          "attribute " + attribute + " is no RFC 3339 timestamp", e);
    }
  }

  /** What could not be written again, neither here nor in a database. */
  private static OffsetDateTime inRange(OffsetDateTime time) {
    int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
    if (year < 0 || year > LAST_YEAR) {
      throw new DateTimeException("RFC 3339 has no year " + year);
    }
    return time;
  }

  /** In UTC, with or without a fraction: what nearly everybody writes. */
  private static boolean isPlain(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || end == SECONDS_END + 1 || end > FORM.length()) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char expected = FORM.charAt(i);
      char found = text.charAt(i);
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return false;
      }
    }
    return text.charAt(end) == UTC;
  }

  private static Instant readPlain(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            millis(text) * NANOS_PER_MILLI)
        .toInstant(ZoneOffset.UTC);
  }

  private static int millis(String text) {
    int end = text.length() - 1;
    int value = 0;
    for (int i = SECONDS_END + 1; i < MILLIS_END; i++) {
      value = value * 10 + (i < end ? text.charAt(i) - '0' : 0);
    }
    return value;
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static void put(byte[] text, int from, int to, int value) {
    int rest = value;
    for (int i = to - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
