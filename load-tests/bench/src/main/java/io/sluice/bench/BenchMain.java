package io.sluice.bench;

import io.sluice.bench.load.Load;
import io.sluice.bench.machine.Machine;
import io.sluice.bench.machine.WarmUp;
import io.sluice.bench.reading.WorkerReadings;
import io.sluice.bench.report.BarChart;
import io.sluice.bench.report.Findings;
import io.sluice.bench.report.JsonReport;
import io.sluice.bench.report.MarkdownReport;
import io.sluice.bench.system.Systems;
import io.sluice.bench.system.WorkerSystems;
import io.sluice.bench.worker.WorkerPlan;
import io.sluice.bench.worker.Workers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code ./sluice bench}. */
@Command(
    name = "sluice bench",
    description = "Measures Sluice beside its floors and its peers, and writes a report.",
    sortOptions = false)
public final class BenchMain implements Callable<Integer> {

  @Option(names = "--full", description = "every floor, every peer, every way through Sluice")
  private boolean full;

  @Option(names = "--quick", description = "a minute or two, to see that it works; no figures")
  private boolean quick;

  @Option(names = "--workers", description = "workers alone, without gateways; a part of --full")
  private boolean onlyWorkers;

  @Option(
      names = "--before",
      paramLabel = "DIR",
      description =
          "another checkout, built: its workers take turns with these,"
              + " and kafka-before is its gateway and worker")
  private @Nullable Path before;

  @Option(
      names = "--heap",
      paramLabel = "COMMANDS",
      description = "how many a worker's memory is watched over (default: 1000000)")
  private @Nullable Long heap;

  @Option(
      names = "--systems",
      split = ",",
      paramLabel = "ID",
      description =
          "which systems, with commas; --list names them, --workers knows K, plain, entry")
  private @Nullable List<String> systems;

  @Option(
      names = "--loads",
      split = ",",
      paramLabel = "LOAD",
      description =
          "c64: 64 calls under way; t10000: the same, in turn over 10000 connections;"
              + " r1000: 1000 calls a second")
  private @Nullable List<String> loads;

  @Option(names = "--rounds", paramLabel = "N", description = "how often all take turns")
  private @Nullable Integer rounds;

  @Option(names = "--duration", paramLabel = "SECONDS", description = "of one reading")
  private @Nullable Integer duration;

  @Option(names = "--warm-up", paramLabel = "SECONDS", description = "of each system")
  private @Nullable Integer warmUp;

  @Option(
      names = "--most-others",
      paramLabel = "PERCENT",
      description = "how much of the machine others may use in a round that counts (default: 5)")
  private int mostOthers = 5;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "where the report goes (default: target/bench)")
  private @Nullable Path output;

  @Option(names = "--json", description = "write report.json, too")
  private boolean json;

  @Option(names = "--list", description = "name the systems and end")
  private boolean list;

  private static final Duration WORKERS_TAKE = Duration.ofMinutes(12);

  private final Path home;
  private final PrintStream out;
  private final PrintStream err;

  private BenchMain(Path home, PrintStream out, PrintStream err) {
    this.home = home;
    this.out = out;
    this.err = err;
  }

  /**
   * Exit codes: 0 when the report is written, 1 when something did not start or a call had no right
   * answer, 2 when the arguments are wrong.
   */
  public static void main(String[] args) {
    Path home = Path.of(System.getProperty("sluice.home", ".")).toAbsolutePath().normalize();
    var commandLine = new CommandLine(new BenchMain(home, System.out, System.err));
    commandLine
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("--help").usageHelp(true).description("show this and end").build());
    System.exit(commandLine.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var known = Systems.known(home, beforeBuilt());
    if (list) {
      known.titles().forEach((id, title) -> out.println(id + "  " + title));
      return 0;
    }
    BenchPlan plan;
    WorkerSystems workers;
    try {
      plan = plan(known);
      workers = new WorkerSystems(home, beforeBuilt(), onlyWorkers ? chosen() : List.of());
    } catch (IllegalArgumentException e) {
      err.println("sluice: " + e.getMessage());
      return 2;
    }
    Duration length = onlyWorkers ? WORKERS_TAKE : plan.length();
    length = full && !onlyWorkers ? length.plus(WORKERS_TAKE) : length;
    out.printf("about %d minutes%n", length.toMinutes() + 1);
    Path folder = output == null ? home.resolve("target/bench") : output.toAbsolutePath();
    return measure(plan, known, workers, folder);
  }

  private BenchPlan plan(Systems known) {
    List<String> usual = full ? known.ids() : quick ? Systems.OURS : Systems.SHORT;
    List<String> ids = onlyWorkers || chosen().isEmpty() ? usual : chosen();
    known.require(ids);
    List<String> names =
        loads != null
            ? loads
            : quick ? List.of("c16", "r200") : List.of("c16", "c64", "c256", "c1", "r1000");
    return new BenchPlan(
        ids,
        names.stream().map(Load::parse).toList(),
        rounds != null ? rounds : quick ? 1 : 3,
        Duration.ofSeconds(warmUp != null ? warmUp : quick ? 1 : 20),
        Duration.ofSeconds(duration != null ? duration : quick ? 2 : 4),
        mostOthers / 100.0);
  }

  private List<String> chosen() {
    return systems == null ? List.of() : systems;
  }

  private @Nullable Path beforeBuilt() {
    return before == null ? null : before.toAbsolutePath().normalize();
  }

  private int measure(BenchPlan plan, Systems known, WorkerSystems alone, Path folder)
      throws Exception {
    for (String one : List.of("logs", "settings")) {
      var unused = Folders.empty(folder.resolve(one));
    }
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Calls calls = onlyWorkers ? Calls.none() : Calls.measure(plan, known, home, folder, out);
    var workers = full || onlyWorkers ? workers(plan, alone, folder) : WorkerReadings.none();
    var findings =
        new Findings(
            begun,
            Machine.here(),
            conditions(plan),
            Versions.of(home),
            calls.systems(),
            plan.loads().stream().map(Load::name).toList(),
            calls.readings(),
            workers);
    write(findings, folder);
    boolean faultless =
        calls.areFaultless() && workers.all().stream().allMatch(one -> one.unanswered() == 0);
    return faultless ? 0 : 1;
  }

  private WorkerReadings workers(BenchPlan plan, WorkerSystems alone, Path folder)
      throws Exception {
    int part = quick ? 20 : 1;
    var workerPlan =
        new WorkerPlan(
            plan.rounds(),
            plan.warmUp(),
            100_000 / part,
            10_000 / part,
            List.of(64, 256),
            heap != null ? heap : 1_000_000 / part,
            plan.mostOthers());
    Path data = Folders.empty(folder.resolve("workers"));
    try (var toEnd = new Children()) {
      var workers = new Workers(home, alone, folder, data, out);
      return toEnd.add(workers, Workers::close).measure(workerPlan);
    } finally {
      Folders.delete(data);
    }
  }

  private void write(Findings findings, Path folder) throws IOException {
    Files.writeString(folder.resolve("calls.svg"), BarChart.of(findings));
    Path report = folder.resolve("report.md");
    Files.writeString(report, MarkdownReport.of(findings, "calls.svg"));
    out.println("report " + report);
    if (json) {
      Path file = folder.resolve("report.json");
      Files.writeString(file, JsonReport.of(findings));
      out.println("report " + file);
    }
  }

  private static Map<String, String> conditions(BenchPlan plan) {
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put("rounds", Integer.toString(plan.rounds()));
    conditions.put("a reading", plan.window().toSeconds() + " s, systems taking turns");
    conditions.put(
        "warm-up of each system",
        plan.warmUp().toSeconds()
            + " s at c64, and on, to "
            + WarmUp.most(plan.warmUp()).toSeconds()
            + " s at most, until its compilers have 3 % of its processor time");
    conditions.put("left out above", Math.round(plan.mostOthers() * 100) + " % taken by others");
    conditions.put("each JVM", "-Xmx512m; the generator has one event loop and a JVM of its own");
    conditions.put("broker", "one for all, acks=all, replies and commands never forced to disk");
    return conditions;
  }
}
