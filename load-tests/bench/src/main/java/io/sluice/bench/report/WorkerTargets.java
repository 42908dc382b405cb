package io.sluice.bench.report;

import io.sluice.bench.reading.Figure;
import io.sluice.bench.reading.WorkerReadings;
import io.sluice.bench.report.Target.Bound;
import java.util.List;
import java.util.Optional;

/** What a worker shall reach without a gateway. */
final class WorkerTargets {

  private final WorkerReadings readings;

  WorkerTargets(WorkerReadings readings) {
    this.readings = readings;
  }

  List<Target> all() {
    return List.of(
        new Target(
            "commands/s, plain against K, backlog",
            Bound.atLeast(0.85),
            Bound.atLeast(1.0),
            Targets.ratio(
                readings.commandsPerSecond("plain", "backlog"),
                readings.commandsPerSecond("K", "backlog"))),
        flushes(64, 1 / 3.0),
        flushes(256, 1 / 8.0),
        heap("plain"),
        heap("entry"),
        unanswered());
  }

  private Target flushes(int width, double aim) {
    return new Target(
        "log flushes a command, entry, %d under way".formatted(width),
        Bound.atMost(1 / 3.0),
        Bound.atMost(aim),
        readings.flushes("entry", "w" + width).map(Figure::median));
  }

  private Target heap(String system) {
    return new Target(
        "live heap over all commands, most against least, " + system,
        Bound.atMost(1.1),
        Bound.atMost(1.05),
        readings.heapGrowth(system).stream().boxed().findFirst());
  }

  private Target unanswered() {
    long missing = readings.unanswered("plain") + readings.unanswered("entry");
    return new Target(
        "commands to Sluice's workers without an answer",
        Bound.atMost(0),
        Bound.atMost(0),
        readings.all().isEmpty() ? Optional.empty() : Optional.of((double) missing));
  }
}
