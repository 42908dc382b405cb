package io.sluice.bench;

import io.sluice.bench.load.Load;
import io.sluice.bench.load.LoadGenerator;
import io.sluice.bench.machine.Clocks;
import io.sluice.bench.machine.CpuClock;
import io.sluice.bench.machine.Memory;
import io.sluice.bench.machine.WarmUp;
import io.sluice.bench.reading.Reading;
import io.sluice.bench.reading.Readings;
import io.sluice.bench.report.Findings.Measured;
import io.sluice.bench.system.Broker;
import io.sluice.bench.system.RunningSystem;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Lets running systems take turns under each load. */
final class Bench {

  private static final Load WARM_UP = new Load.Closed(64);
  private static final int WARM_UP_STEPS = 2;
  private static final String GENERATOR = "generator";
  private static final String BROKER = "broker";

  private final Readings readings = new Readings();
  private final BenchPlan plan;
  private final LoadGenerator generator;
  private final Broker broker;
  private final OptionalLong database;
  private final List<RunningSystem> systems;
  private final PrintStream out;

  Bench(
      BenchPlan plan,
      LoadGenerator generator,
      Broker broker,
      List<RunningSystem> systems,
      OptionalLong database,
      PrintStream out) {
    this.database = database;
    this.plan = plan;
    this.generator = generator;
    this.broker = broker;
    this.systems = List.copyOf(systems);
    this.out = out;
  }

  /** Blocks until the last round is over. */
  Readings run() throws Exception {
    for (RunningSystem system : systems) {
      warmUp(system);
    }
    for (int round = 1; round <= plan.rounds(); round++) {
      for (Load load : plan.loads()) {
        for (RunningSystem system : systems) {
          Reading reading = read(system, load, round);
          readings.add(reading);
          tell(reading);
        }
      }
    }
    return readings;
  }

  /** What a report says about each system. */
  List<Measured> measured() {
    return systems.stream()
        .map(
            one ->
                new Measured(
                    one.spec().id(),
                    one.spec().title(),
                    List.copyOf(one.pids().keySet()).reversed(),
                    one.firstAnswer()))
        .toList();
  }

  private void warmUp(RunningSystem system) throws Exception {
    Duration step = plan.warmUp().dividedBy(WARM_UP_STEPS);
    WarmUp warm =
        WarmUp.of(
            system.pids().values(),
            plan.warmUp(),
            () -> {
              var unused =
                  generator.run(
                      system.spec().target(), WARM_UP, Duration.ZERO, step, System::nanoTime);
            });
    out.printf("warmed up %s for %s%n", system.spec().id(), warm);
  }

  private Reading read(RunningSystem system, Load load, int round) throws Exception {
    var moments = new Moments(new Clocks(processesOfAll(), database), system.spec().ledger());
    var run =
        generator.run(system.spec().target(), load, BenchPlan.SETTLE, plan.window(), moments::next);
    CpuClock before = run.before().clock();
    CpuClock after = run.after().clock();
    double answers = Math.max(1, run.tally().answers());
    Map<String, Double> cpu = new LinkedHashMap<>();
    Map<String, Double> memory = new LinkedHashMap<>();
    for (var one : system.pids().entrySet()) {
      cpu.put(one.getKey(), after.microsSince(before, name(system, one.getKey())) / answers);
      memory.put(one.getKey(), Memory.residentMegabytes(one.getValue()));
    }
    cpu.put(BROKER, after.microsSince(before, BROKER) / answers);
    if (system.spec().ledger() != null) {
      cpu.put("database", Clocks.databaseMicros(before, after) / answers);
    }
    cpu.put(GENERATOR, after.microsSince(before, GENERATOR) / answers);
    double wallMicros = (run.after().nanos() - run.before().nanos()) / 1e3;
    double others = after.othersSince(before) + after.stolenSince(before);
    return new Reading(
        system.spec().id(),
        load.name(),
        round,
        run.tally(),
        cpu,
        after.microsSince(before, GENERATOR) / wallMicros,
        memory,
        others,
        others > plan.mostOthers(),
        run.after().ledgerSince(run.before(), answers));
  }

  /** Systems that wait for their turn are ours, too. */
  private Map<String, Long> processesOfAll() {
    Map<String, Long> pids = new LinkedHashMap<>();
    for (RunningSystem system : systems) {
      system.pids().forEach((role, pid) -> pids.put(name(system, role), pid));
    }
    pids.put(BROKER, broker.pid());
    pids.put(GENERATOR, ProcessHandle.current().pid());
    return pids;
  }

  private static String name(RunningSystem system, String role) {
    return system.spec().id() + " " + role;
  }

  private void tell(Reading reading) {
    var tally = reading.tally();
    out.printf(
        Locale.ROOT,
        "round %d/%d %5s %-7s %,7.0f calls/s  p50 %.2f ms  p99 %.2f ms%s%s%n",
        reading.round(),
        plan.rounds(),
        reading.load(),
        reading.system(),
        tally.callsPerSecond(),
        tally.latencyMillis(50),
        tally.latencyMillis(99),
        tally.missingAnswers() + tally.wrongAnswers() == 0
            ? ""
            : "  %d unanswered, %d wrong".formatted(tally.missingAnswers(), tally.wrongAnswers()),
        reading.disturbed()
            ? String.format(Locale.ROOT, "  disturbed: others %.0f %%", reading.others() * 100)
            : "");
  }
}
