package io.sluice.bench;

import io.sluice.bench.load.LoadGenerator;
import io.sluice.bench.reading.Reading;
import io.sluice.bench.reading.Readings;
import io.sluice.bench.report.Findings;
import io.sluice.bench.system.Broker;
import io.sluice.bench.system.Database;
import io.sluice.bench.system.RunningSystem;
import io.sluice.bench.system.SystemSpec;
import io.sluice.bench.system.Systems;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls that were measured.
 *
 * @param systems which answered them
 */
record Calls(List<Findings.Measured> systems, Readings readings) {

  Calls {
    systems = List.copyOf(systems);
  }

  static Calls none() {
    return new Calls(List.of(), new Readings());
  }

  /**
   * Starts a broker, a database where one is needed, and every system of the plan, measures them,
   * and ends them. Blocks until then.
   *
   * @param folder has {@code settings} and {@code logs}, and data while it runs
   */
  static Calls measure(BenchPlan plan, Systems known, Path home, Path folder, PrintStream out)
      throws Exception {
    Path logs = folder.resolve("logs");
    Path data = Folders.empty(folder.resolve("kafka"));
    Path databaseData = Folders.empty(folder.resolve("database"));
    try (var toEnd = new Children();
        var generator = new LoadGenerator()) {
      var broker =
          toEnd.add(Broker.start(home, data, known.topics(plan.systems()), logs), Broker::close);
      List<String> services = known.databases(plan.systems());
      @Nullable Database database =
          services.isEmpty()
              ? null
              : toEnd.add(Database.start(home, databaseData, services, logs), Database::close);
      List<RunningSystem> running = new ArrayList<>();
      Path settings = folder.resolve("settings");
      for (SystemSpec spec :
          known.specs(plan.systems(), broker.bootstrapServers(), database, settings, logs)) {
        out.printf("starting %s: %s%n", spec.id(), spec.title());
        running.add(toEnd.add(RunningSystem.start(spec, generator, logs), RunningSystem::close));
      }
      var bench =
          new Bench(
              plan,
              generator,
              broker,
              running,
              database == null ? OptionalLong.empty() : OptionalLong.of(database.pid()),
              out);
      var readings = bench.run();
      return new Calls(bench.measured(), readings);
    } finally {
      Folders.delete(data);
      Folders.delete(databaseData);
    }
  }

  /** Whether every call had an answer, and the right one. */
  boolean areFaultless() {
    return readings.all().stream().allMatch(Calls::isFaultless);
  }

  private static boolean isFaultless(Reading reading) {
    return reading.tally().missingAnswers() + reading.tally().wrongAnswers() == 0;
  }
}
