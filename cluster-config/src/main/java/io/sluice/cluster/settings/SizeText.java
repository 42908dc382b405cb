package io.sluice.cluster.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a size in configuration: {@code 64KB}, {@code 1MB}; 1 KB is 1,024 bytes. */
public final class SizeText {
  /** What {@link #parse} takes, for messages to people. */
  public static final String ALLOWED =
      "a whole number of at most nine digits with its unit B, KB, MB or GB: 512B, 64KB, 1MB, 2GB";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(B|KB|MB|GB)");

  private SizeText() {}

  /**
   * Reads a size of zero or more, in bytes.
   *
   * @throws IllegalArgumentException naming what was found and what is allowed; a number without a
   *     unit is refused
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("found \"" + text + "\"; allowed: " + ALLOWED);
    }
    int shift =
        switch (form.group(2)) {
          case "B" -> 0;
          case "KB" -> 10;
          case "MB" -> 20;
          default -> 30;
        };
    return Long.parseLong(form.group(1)) << shift;
  }
}
