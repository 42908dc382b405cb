package io.sluice.gateway.contract;

import java.util.regex.Pattern;

/** The text form of a scope (RFC 6749 section 3.3). */
public final class ScopeText {
  /** What {@link #isScope} takes, for messages to people. */
  public static final String ALLOWED =
      "a scope of printable ASCII characters without space, quote and backslash: orders.write";

  private static final Pattern FORM = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private ScopeText() {}

  public static boolean isScope(String text) {
    return FORM.matcher(text).matches();
  }
}
