package io.sluice.bench.report;

import io.sluice.bench.reading.Figure;
import java.util.Locale;
import java.util.Optional;

/** How reports write numbers. */
final class Numbers {

  private Numbers() {}

  /** Three digits that count, without an exponent. */
  static String short3(double value) {
    double size = Math.abs(value);
    String format = size >= 100 || value == 0 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** The median and, behind it, between what the rounds lay. */
  static String withSpread(Optional<Figure> figure) {
    return figure
        .map(
            one -> mark(one) + " <sub>" + short3(one.least()) + "–" + short3(one.most()) + "</sub>")
        .orElse("–");
  }

  static String median(Optional<Figure> figure) {
    return figure.map(Numbers::mark).orElse("–");
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private static String mark(Figure figure) {
    return short3(figure.median()) + (figure.disturbed() ? "\\*" : "");
  }
}
