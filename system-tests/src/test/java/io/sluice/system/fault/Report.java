package io.sluice.system.fault;

import java.util.ArrayList;
import java.util.List;

/** The rows as a Markdown table, and below it what did not hold. */
final class Report {

  private final List<Row> rows = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
  }

  boolean holds() {
    return rows.stream().allMatch(Row::holds);
  }

  String text() {
    var text = new StringBuilder();
    List<String> head = new ArrayList<>(List.of("fault", "holds"));
    head.addAll(Row.HEAD);
    line(text, head);
    line(text, head.stream().map(cell -> "---").toList());
    for (Row row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(row.scenario().fault() + " (`" + row.scenario().name() + "`)");
      cells.add(row.holds() ? "yes" : "**no**");
      cells.addAll(row.figures());
      line(text, cells);
    }
    rows.stream().filter(row -> !row.holds()).forEach(row -> tell(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static void tell(StringBuilder text, Row row) {
    text.append("\n`").append(row.scenario().name()).append("`:\n");
    row.failures().forEach(failure -> text.append("- ").append(failure).append('\n'));
  }
}
