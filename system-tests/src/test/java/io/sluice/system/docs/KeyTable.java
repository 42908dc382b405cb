package io.sluice.system.docs;

import io.sluice.cluster.settings.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of all keys, as the code has it and as a document has it: its rows, in order. */
final class KeyTable {

  private static final String HEAD =
      "| key | default | allowed | meaning | environment | process |";

  private KeyTable() {}

  /** A key that both processes know stands once. */
  static List<String> of(Map<String, List<Key<?>>> byProcess) {
    Map<Key<?>, String> processes = new LinkedHashMap<>();
    byProcess.forEach(
        (process, keys) -> keys.forEach(key -> processes.merge(key, process, KeyTable::both)));
    // Keys that the processes declare each for themselves compare by their parsers; names do not.
    Map<String, String> rows = new LinkedHashMap<>();
    processes.forEach((key, process) -> rows.put(key.name(), row(key, process)));
    return List.copyOf(rows.values());
  }

  /** The rows that stand in the text. */
  static List<String> in(List<String> lines) {
    int head = lines.indexOf(HEAD);
    if (head < 0) {
      throw new IllegalArgumentException("no table begins with " + HEAD);
    }
    List<String> rows = new ArrayList<>();
    for (String line : lines.subList(head + 2, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      rows.add(line);
    }
    return rows;
  }

  private static String both(String one, String other) {
    return one + ", " + other;
  }

  private static String row(Key<?> key, String processes) {
    return "| `%s` | %s | %s | %s%s | `%s` | %s |"
        .formatted(
            key.name(),
            preset(key),
            key.type().allowed(),
            key.meaning(),
            key.secret() ? " (never shown)" : "",
            key.environmentName(),
            processes);
  }

  private static String preset(Key<?> key) {
    if (key.preset() == null) {
      return key.presence() == Key.Presence.REQUIRED ? "**required**" : "none";
    }
    return key.preset().isEmpty() ? "empty" : "`" + key.preset() + "`";
  }
}
