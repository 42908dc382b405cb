package io.sluice.gateway.contract;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads which of a client's headers travel to the worker. */
final class ForwardReader {
  /** RFC 9110 section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  /** What is of one connection, of the body, or the gateway's own. */
  private static final Set<String> ENDS_HERE =
      Set.of(
          "idempotency-key",
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "content-type",
          "content-encoding",
          "host",
          "expect",
          "traceparent",
          "tracestate");

  private static final String ALLOWED =
      "a list of header names, none of them a credential or the gateway's own";
  private static final int MOST = 20;

  private final Faults faults;

  ForwardReader(Faults faults) {
    this.faults = faults;
  }

  /** Empty if a fault was added. */
  Optional<Set<String>> read(Place forward) {
    if (!forward.present()) {
      return Optional.of(Set.of());
    }
    if (!forward.node().isArray() || forward.node().size() > MOST) {
      faults.add(forward, ALLOWED + "; at most " + MOST);
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    boolean allowed = true;
    for (Place one : forward.items()) {
      String name = one.node().asText().toLowerCase(Locale.ROOT);
      if (one.node().isTextual() && TOKEN.matcher(name).matches() && isAllowed(name)) {
        names.add(name);
      } else {
        faults.add(one, ALLOWED);
        allowed = false;
      }
    }
    return allowed ? Optional.of(Set.copyOf(names)) : Optional.empty();
  }

  private static boolean isAllowed(String name) {
    return !KeyText.CREDENTIALS.contains(name) && !ENDS_HERE.contains(name);
  }
}
