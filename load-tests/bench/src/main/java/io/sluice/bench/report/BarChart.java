package io.sluice.bench.report;

import java.util.List;
import java.util.Locale;

/** Calls a second as bars, in SVG. */
public final class BarChart {

  private static final List<String> COLOURS = List.of("#8fb8de", "#3f7cac", "#1d4e72", "#9aa5b1");
  private static final int LABEL = 60;
  private static final int WIDTH = 720;
  private static final int BAR = 16;
  private static final int GAP = 12;

  private BarChart() {}

  /** A group of bars for each system, one bar for each closed load but the single connection. */
  public static String of(Findings findings) {
    List<String> loads =
        findings.loads().stream().filter(one -> one.startsWith("c") && !one.equals("c1")).toList();
    double most =
        findings.readings().all().stream()
            .mapToDouble(one -> one.tally().callsPerSecond())
            .max()
            .orElse(1);
    var bars = new StringBuilder();
    int y = 30;
    for (Findings.Measured system : findings.systems()) {
      bars.append(label(system.id(), y + BAR * Math.max(1, loads.size()) / 2 + 4));
      for (int i = 0; i < loads.size(); i++) {
        var figure = findings.readings().callsPerSecond(system.id(), loads.get(i));
        double calls = figure.map(one -> one.median()).orElse(0.0);
        int width = (int) Math.round((WIDTH - LABEL - 90) * calls / most);
        bars.append(bar(y, width, COLOURS.get(i % COLOURS.size()), loads.get(i), calls));
        y += BAR;
      }
      y += GAP;
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="11">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <text x="%d" y="18">calls a second: %s</text>
        %s</svg>
        """
        .formatted(WIDTH, y + 10, LABEL, String.join(", ", loads), bars);
  }

  private static String label(String text, int y) {
    return "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n".formatted(LABEL - 8, y, text);
  }

  private static String bar(int y, int width, String colour, String load, double calls) {
    return String.format(
        Locale.ROOT,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
            + "<text x=\"%d\" y=\"%d\">%s %,.0f</text>%n",
        LABEL,
        y,
        Math.max(1, width),
        BAR - 2,
        colour,
        LABEL + width + 6,
        y + BAR - 5,
        load,
        calls);
  }
}
