package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a key expression in {@code x-sluice}. */
final class KeyText {
  static final String ALLOWED =
      "{invocation}, a JSON pointer into the body such as /customerId, a {pathParameter} of this"
          + " path, or {header.Name} of a header without credentials";

  private static final Pattern BRACES = Pattern.compile("\\{([^{}]+)}");
  private static final Pattern HEADER = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");

  /** They never reach the backbone. */
  static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  private KeyText() {}

  /** Empty if the text has none of the forms. */
  static Optional<KeyExpression> parse(String text) {
    if (text.startsWith("/")) {
      return pointer(text);
    }
    Matcher form = BRACES.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String name = form.group(1);
    if (name.equals("invocation")) {
      return Optional.of(new KeyExpression.Invocation());
    }
    return name.startsWith("header.")
        ? header(name.substring("header.".length()).toLowerCase(Locale.ROOT))
        : Optional.of(new KeyExpression.PathParameter(name));
  }

  private static Optional<KeyExpression> pointer(String text) {
    try {
      return Optional.of(new KeyExpression.BodyPointer(JsonPointer.compile(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<KeyExpression> header(String name) {
    boolean usable = HEADER.matcher(name).matches() && !CREDENTIALS.contains(name);
    return usable ? Optional.of(new KeyExpression.Header(name)) : Optional.empty();
  }
}
