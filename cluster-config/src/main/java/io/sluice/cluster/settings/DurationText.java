package io.sluice.cluster.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a duration in configuration and contracts: {@code 500ms}, {@code 5s}. */
public final class DurationText {
  /** What {@link #parse} takes, for messages to people. */
  public static final String ALLOWED =
      "a whole number of at most nine digits with its unit ms, s, m or h: 500ms, 5s, 2m, 1h";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private DurationText() {}

  /**
   * Reads a duration of zero or more.
   *
   * @throws IllegalArgumentException naming what was found and what is allowed; a number without a
   *     unit is refused, because nobody can tell seconds from milliseconds
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("found \"" + text + "\"; allowed: " + ALLOWED);
    }
    long amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
