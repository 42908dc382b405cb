package io.sluice.system.process;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run was seen to take, for people. */
final class Measured {

  private final Map<String, String> rows = new LinkedHashMap<>();

  void add(String what, Duration took) {
    add(what, took.toMillis() + " ms");
  }

  void add(String what, String value) {
    rows.put(what, value);
  }

  /** A Markdown table. */
  String table() {
    var text = new StringBuilder("| measured | |\n|---|---|\n");
    rows.forEach(
        (what, value) -> text.append("| ").append(what).append(" | ").append(value).append(" |\n"));
    return text.toString();
  }
}
