package io.sluice.bench.report;

import io.sluice.bench.reading.Figure;
import io.sluice.bench.reading.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The report that people read. */
public final class MarkdownReport {

  private final StringBuilder text = new StringBuilder();
  private final Findings findings;
  private final Readings readings;

  private MarkdownReport(Findings findings) {
    this.findings = findings;
    this.readings = findings.readings();
  }

  /**
   * Writes it.
   *
   * @param chart the file of the chart, beside the report
   */
  public static String of(Findings findings, String chart) {
    var report = new MarkdownReport(findings);
    report.heading();
    report.targets();
    if (!findings.systems().isEmpty()) {
      report.line("![Calls a second](" + chart + ")\n");
      report.throughput();
      report.latency();
      report.processorTime();
      report.ledgers();
      report.startAndMemory();
      report.faults();
      report.disturbed();
    }
    report.workers();
    report.conditions();
    return report.text.toString();
  }

  private void heading() {
    line("# Bench of " + findings.begun() + "\n");
    line(
        "Quote ratios, not figures: they hold for this machine and this hour. A figure is the"
            + " median of the quiet rounds, small behind it the least and the most; \\* marks one"
            + " that has only disturbed rounds.\n");
    findings.systems().forEach(one -> line("- **" + one.id() + "**: " + one.title()));
    line("");
  }

  private void targets() {
    section("Targets");
    table(
        List.of("target", "must", "aim", "this run", ""),
        new Targets(findings)
            .all().stream()
                .map(
                    one ->
                        List.of(
                            one.what(),
                            one.must().toString(),
                            one.aim().toString(),
                            one.figure().map(Numbers::short3).orElse("–"),
                            one.verdict()))
                .toList());
  }

  private void throughput() {
    section("Calls a second");
    bySystem(closedLoads(), load -> load, (id, load) -> withRatio(id, load));
    line("In brackets the ratio to D.\n");
  }

  private String withRatio(String id, String load) {
    Optional<Figure> calls = readings.callsPerSecond(id, load);
    return Numbers.withSpread(calls)
        + calls
            .flatMap(one -> readings.callsPerSecond("D", load).map(d -> one.median() / d.median()))
            .map(ratio -> " (" + Numbers.short3(ratio) + ")")
            .orElse("");
  }

  private void latency() {
    section("Milliseconds: p50 / p99 / p99.9");
    bySystem(
        findings.loads(),
        load -> load,
        (id, load) ->
            Numbers.withSpread(readings.latency(id, load, 50))
                + " / "
                + Numbers.withSpread(readings.latency(id, load, 99))
                + " / "
                + Numbers.median(readings.latency(id, load, 99.9)));
    line(
        "At a constant rate (r) latency counts from when a call was due, so waiting for a slow"
            + " system is part of it; the generator's own delay, p99: "
            + ownDelay()
            + ".\n");
  }

  private String ownDelay() {
    return findings.loads().stream()
        .filter(load -> load.startsWith("r"))
        .map(
            load ->
                findings.systems().stream()
                    .map(
                        one ->
                            one.id()
                                + " "
                                + Numbers.median(
                                    readings.figure(
                                        one.id(),
                                        load,
                                        reading -> Optional.of(reading.tally().delayMillis(99)))))
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  private void processorTime() {
    section("Microseconds of processor time a call");
    List<List<String>> rows = new ArrayList<>();
    for (Findings.Measured one : findings.systems()) {
      List<String> roles = new ArrayList<>(one.roles());
      roles.addAll(List.of("broker", "generator"));
      if (readings.of(one.id()).stream().anyMatch(read -> read.ledger().isPresent())) {
        roles.add("database");
      }
      for (String role : roles) {
        List<String> row = new ArrayList<>(List.of(one.id(), role));
        findings
            .loads()
            .forEach(load -> row.add(Numbers.median(readings.cpuMicros(one.id(), load, role))));
        rows.add(row);
      }
    }
    List<String> header = new ArrayList<>(List.of("system", "process"));
    header.addAll(findings.loads());
    table(header, rows);
    line("Processors that the generator used; near 1 it is the limit, not the system:\n");
    bySystem(
        findings.loads(),
        load -> load,
        (id, load) ->
            Numbers.median(readings.figure(id, load, one -> Optional.of(one.generatorCores()))));
  }

  private void ledgers() {
    var ledgers = new LedgerSection(findings);
    if (!ledgers.isEmpty()) {
      section("Ledgers");
      line(ledgers.text());
    }
  }

  private void startAndMemory() {
    section("Start and memory");
    String load = findings.loads().contains("c64") ? "c64" : findings.loads().getFirst();
    table(
        List.of("system", "first answer after", "resident MB after " + load),
        findings.systems().stream()
            .map(
                one ->
                    List.of(
                        one.id(),
                        String.format(Locale.ROOT, "%.1f s", one.firstAnswer().toMillis() / 1000.0),
                        one.roles().stream()
                            .map(
                                role ->
                                    role
                                        + " "
                                        + Numbers.median(readings.resident(one.id(), load, role)))
                            .collect(Collectors.joining(", "))))
            .toList());
  }

  private void faults() {
    section("Faults, in all rounds");
    table(
        List.of("system", "calls without an answer", "wrong answers"),
        findings.systems().stream()
            .map(
                one ->
                    List.of(
                        one.id(),
                        Long.toString(readings.missingAnswers(one.id())),
                        Long.toString(readings.wrongAnswers(one.id()))))
            .toList());
  }

  private void disturbed() {
    section("What others took of the machine");
    bySystem(
        findings.loads(),
        load -> load,
        (id, load) ->
            readings.of(id).stream()
                .filter(one -> one.load().equals(load))
                .map(
                    one ->
                        one.disturbed()
                            ? "~~" + Numbers.percent(one.others()) + "~~"
                            : Numbers.percent(one.others()))
                .collect(Collectors.joining(" ")));
    line(
        "One for each round; those struck out (%d of %d) were left out of every figure.\n"
            .formatted(readings.disturbed(), readings.all().size()));
  }

  private void workers() {
    if (!findings.workers().all().isEmpty()) {
      section("Workers without a gateway");
      line(WorkerSection.of(findings.workers()));
    }
  }

  private void conditions() {
    section("Machine, versions, conditions");
    var machine = findings.machine();
    line(
        "- %s, %d processors, %,d MB, %s, %s"
            .formatted(
                machine.cpu(),
                machine.cores(),
                machine.memoryMegabytes(),
                machine.kernel(),
                machine.jdk()));
    pairs(findings.versions());
    pairs(findings.conditions());
  }

  private void pairs(Map<String, String> pairs) {
    pairs.forEach((name, value) -> line("- " + name + ": " + value));
  }

  private List<String> closedLoads() {
    return findings.loads().stream().filter(load -> !load.startsWith("r")).toList();
  }

  private void bySystem(
      List<String> loads,
      java.util.function.UnaryOperator<String> title,
      BiFunction<String, String, String> cell) {
    List<String> header = new ArrayList<>(List.of("system"));
    loads.forEach(load -> header.add(title.apply(load)));
    List<List<String>> rows = new ArrayList<>();
    for (Findings.Measured one : findings.systems()) {
      List<String> row = new ArrayList<>(List.of(one.id()));
      loads.forEach(load -> row.add(cell.apply(one.id(), load)));
      rows.add(row);
    }
    table(header, rows);
  }

  private void table(List<String> header, List<List<String>> rows) {
    line(MarkdownTable.of(header, rows));
  }

  private void section(String title) {
    line("## " + title + "\n");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
