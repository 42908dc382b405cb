package io.sluice.system.fault;

import io.sluice.system.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code sluice faults [SCENARIO…] [--long] [--list] [--controls]}: runs the table's rows, or their
 * controls, all or those that are named, and prints and writes the table.
 */
final class FaultsMain {

  private static final int LONG_TIMES = 3;

  private final Report report = new Report();
  private final Path to = Repository.root().resolve("target/faults");

  private FaultsMain() {}

  /** Exit codes: 0 when every row holds, 1 when one does not, 2 when the arguments are wrong. */
  public static void main(String[] args) throws Exception {
    List<String> names = new ArrayList<>(List.of(args));
    boolean isLong = names.remove("--long");
    boolean controls = names.remove("--controls");
    if (names.remove("--list")) {
      Scenarios.all().forEach(one -> System.out.printf("%-16s %s%n", one.name(), one.fault()));
      return;
    }
    List<Scenario> chosen = chosen(names);
    if (chosen.isEmpty()) {
      System.err.println("sluice: no such scenario; --list lists them");
      System.exit(2);
    }
    var main = new FaultsMain();
    if (controls) {
      System.exit(main.runControls(chosen) ? 0 : 1);
    }
    for (int time = 0; time < (isLong ? LONG_TIMES : 1); time++) {
      main.run(chosen);
    }
    System.out.println(main.report.text());
    // Netty's and Kafka's threads may still end; nothing is waited for.
    System.exit(main.report.holds() ? 0 : 1);
  }

  private static List<Scenario> chosen(List<String> names) {
    List<Scenario> all = Scenarios.all();
    boolean known =
        names.stream().allMatch(name -> all.stream().anyMatch(one -> one.name().equals(name)));
    return known
        ? all.stream().filter(one -> names.isEmpty() || names.contains(one.name())).toList()
        : List.of();
  }

  /** Each on a fleet of its own, so that no fault shows in another's row. */
  private void run(List<Scenario> chosen) throws Exception {
    boolean mayCut = Island.isPossible();
    for (Scenario scenario : chosen) {
      boolean needsIsland = scenario.name().equals(Scenarios.PARTITION.name());
      if (needsIsland && !mayCut) {
        System.out.println("partition: SKIPPED, a network namespace needs root and ip(8)");
        continue;
      }
      run(scenario, needsIsland ? Optional.of(Island.create()) : Optional.empty());
    }
  }

  private void run(Scenario scenario, Optional<Island> island) throws Exception {
    try (var fleet = FaultFleet.start(island)) {
      Row row;
      try {
        var seen = FaultRun.of(fleet, scenario, Pace.USUAL);
        CallLog.write(seen, Files.createDirectories(to.resolve(scenario.name())));
        row = Row.of(scenario, seen);
      } catch (AssertionError | Exception e) {
        row = Row.broken(scenario, e);
      }
      System.out.println(row.line());
      row.failures().forEach(failure -> System.out.println("  " + failure));
      report.add(row);
      keepLogs(fleet, scenario);
      Files.writeString(to.resolve("report.md"), report.text());
    }
  }

  /** Whether each check sees what it is there for. */
  private boolean runControls(List<Scenario> chosen) throws Exception {
    List<String> names = chosen.stream().map(Scenario::name).toList();
    boolean all = true;
    for (Control control : Control.all()) {
      if (!names.contains(control.scenario().name())) {
        continue;
      }
      try (var fleet = FaultFleet.startWithout(control.sabotage())) {
        var row = Row.of(control.scenario(), FaultRun.of(fleet, control.scenario(), Pace.USUAL));
        all &= control.isSeen(row);
        System.out.println((control.isSeen(row) ? "seen: " : "NOT SEEN: ") + control.name());
        System.out.println("  " + row.line());
        row.failures().forEach(failure -> System.out.println("  " + failure));
      }
    }
    return all;
  }

  private void keepLogs(FaultFleet fleet, Scenario scenario) throws IOException {
    Path kept = Files.createDirectories(to.resolve(scenario.name()));
    try (var files = Files.newDirectoryStream(fleet.logs(), "*.{err,out,effects}")) {
      for (Path file : files) {
        Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
