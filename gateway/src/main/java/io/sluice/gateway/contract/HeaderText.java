package io.sluice.gateway.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes the texts of headers apart. */
final class HeaderText {
  private HeaderText() {}

  /** A list without the white space that may stand around its commas. */
  static String withoutSpace(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.joining(","));
  }

  /**
   * The cookies of a call by name, read as RFC 6265 §5.4 has browsers write them: what is no pair
   * is left out, quotes around a value are not part of it, nothing is decoded. Of two cookies of a
   * name the first counts, the one with the longer path.
   */
  static Map<String, String> cookies(List<String> lines) {
    Map<String, String> cookies = new HashMap<>();
    for (String line : lines) {
      for (String pair : line.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          cookies.putIfAbsent(
              pair.substring(0, equals).strip(), unquoted(pair.substring(equals + 1).strip()));
        }
      }
    }
    return cookies;
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
