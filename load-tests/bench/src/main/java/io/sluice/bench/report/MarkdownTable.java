package io.sluice.bench.report;

import java.util.List;

/** A table as Markdown has it. */
final class MarkdownTable {

  private MarkdownTable() {}

  static String of(List<String> header, List<List<String>> rows) {
    var text = new StringBuilder();
    text.append(row(header)).append("|").append("---|".repeat(header.size())).append('\n');
    rows.forEach(row -> text.append(row(row)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
