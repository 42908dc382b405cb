package io.sluice.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a client takes an answer of some media type (RFC 9110 section 12.5.1). */
final class AcceptHeader {

  private static final String ANY = "*/*";
  private static final Pattern REFUSED = Pattern.compile("q=0(\\.0{0,3})?");

  private AcceptHeader() {}

  /**
   * Whether one of the types is taken. An absent or empty header takes everything; the most
   * specific range that names a type decides.
   *
   * @param types in lower case, without parameters
   */
  static boolean allows(MultiMap headers, Collection<String> types) {
    List<String> lines = headers.getAll(HttpHeaders.ACCEPT);
    if (lines.stream().allMatch(String::isBlank)) {
      return true;
    }
    String[] ranges = ranges(lines);
    return types.stream().anyMatch(type -> allows(ranges, type));
  }

  /**
   * Whether the type itself is there and taken: a range that has it among others is no wish for it.
   *
   * @param type in lower case, without parameters
   */
  static boolean names(MultiMap headers, String type) {
    for (String range : ranges(headers.getAll(HttpHeaders.ACCEPT))) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().equals(type)) {
        return !isRefused(parts);
      }
    }
    return false;
  }

  private static String[] ranges(List<String> lines) {
    return String.join(",", lines).toLowerCase(Locale.ROOT).split(",", -1);
  }

  private static boolean allows(String[] ranges, String type) {
    String anyOfKind = type.substring(0, type.indexOf('/') + 1) + "*";
    String specific = "";
    boolean allowed = false;
    for (String range : ranges) {
      String[] parts = range.split(";", -1);
      String name = parts[0].strip();
      boolean names = name.equals(type) || name.equals(anyOfKind) || name.equals(ANY);
      if ((names || isWithin(name, type)) && name.length() >= specific.length()) {
        specific = name;
        allowed = !isRefused(parts);
      }
    }
    return allowed;
  }

  /** A contract may list a range itself. */
  private static boolean isWithin(String name, String type) {
    return type.equals(ANY)
        || (type.endsWith("/*") && name.startsWith(type.substring(0, type.length() - 1)));
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
