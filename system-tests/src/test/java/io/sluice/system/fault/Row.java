package io.sluice.system.fault;

import io.sluice.system.fault.FaultRun.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One scenario's figures and whether they are as they must be.
 *
 * @param figures a cell for each of {@link #HEAD} between the fault and the verdict
 */
record Row(Scenario scenario, List<String> figures, List<Check> checks) {

  static final List<String> HEAD =
      List.of(
          "calls",
          "ok",
          "failed",
          "lost",
          "never run",
          "twice",
          "after deadline",
          "inversions",
          "side by side",
          "wrong body",
          "longest",
          "raised for",
          "back at work",
          "started by worker",
          "load late by");

  Row {
    figures = List.copyOf(figures);
    checks = List.copyOf(checks);
  }

  static Row of(Scenario scenario, Seen seen) {
    var figures = seen.figures();
    List<String> cells =
        List.of(
            "" + figures.calls(),
            "" + figures.ok(),
            figures.failed().isEmpty()
                ? "0"
                : new TreeMap<>(figures.failed())
                    .entrySet().stream()
                        .map(one -> one.getValue() + "× " + one.getKey())
                        .collect(Collectors.joining(", ")),
            "" + figures.lost(),
            "" + figures.unrun(),
            "" + figures.doubled(),
            figures.late() + (figures.late() == 0 ? "" : " (" + seconds(figures.latest()) + ")"),
            "" + figures.inversions(),
            figures.overlaps() + " + " + figures.contested(),
            "" + figures.wrong(),
            seconds(figures.longest()),
            seconds(figures.raised()),
            FaultFleet.WORKERS.stream()
                .map(worker -> seen.worksAgain(worker).map(Row::seconds).orElse("–"))
                .collect(Collectors.joining(" / ")),
            FaultFleet.WORKERS.stream()
                .map(worker -> "" + figures.starts().getOrDefault(worker, 0))
                .collect(Collectors.joining(" / ")),
            seconds(seen.lag()));
    return new Row(scenario, cells, scenario.judge().of(seen));
  }

  /** A run that did not come to its end. */
  static Row broken(Scenario scenario, Throwable why) {
    return new Row(
        scenario,
        HEAD.stream().map(cell -> "–").toList(),
        List.of(Check.that("the run comes to its end", false, why.toString())));
  }

  boolean holds() {
    return checks.stream().allMatch(Check::holds);
  }

  List<String> failures() {
    return checks.stream().filter(check -> !check.holds()).map(Check::toString).toList();
  }

  /** All of it in one line. */
  String line() {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < HEAD.size(); i++) {
      named.add(HEAD.get(i) + " " + figures.get(i));
    }
    return "%s: %s; %s"
        .formatted(scenario.name(), holds() ? "holds" : "FAILS", String.join("; ", named));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
