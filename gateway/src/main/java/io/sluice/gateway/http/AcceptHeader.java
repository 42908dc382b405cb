package io.sluice.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a client takes JSON (RFC 9110 section 12.5.1). */
final class AcceptHeader {

  private static final Set<String> TAKES_JSON = Set.of("*/*", "application/*", "application/json");
  private static final Pattern REFUSED = Pattern.compile("q=0(\\.0{0,3})?");

  private AcceptHeader() {}

  /**
   * An absent or empty header takes everything; the most specific range that names JSON decides.
   */
  static boolean allowsJson(MultiMap headers) {
    List<String> lines = headers.getAll(HttpHeaders.ACCEPT);
    if (lines.stream().allMatch(String::isBlank)) {
      return true;
    }
    String specific = "";
    boolean allowed = false;
    for (String range : String.join(",", lines).toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      String type = parts[0].strip();
      if (TAKES_JSON.contains(type) && type.length() >= specific.length()) {
        specific = type;
        allowed = !isRefused(parts);
      }
    }
    return allowed;
  }

  private static boolean isRefused(String[] parts) {
    for (String part : parts) {
      if (REFUSED.matcher(part.strip()).matches()) {
        return true;
      }
    }
    return false;
  }
}
