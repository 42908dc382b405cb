package io.sluice.bench.worker;

import io.sluice.bench.machine.Clocks;
import io.sluice.bench.machine.CpuClock;
import io.sluice.bench.machine.LiveHeap;
import io.sluice.bench.machine.WarmUp;
import io.sluice.bench.reading.HeapReading;
import io.sluice.bench.reading.WorkerReading;
import io.sluice.bench.reading.WorkerReadings;
import io.sluice.bench.system.WorkerSpec;
import io.sluice.bench.worker.RunningWorker.Ended;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Lets running workers take turns: a backlog for the plain ones, so many in flight for others. */
final class WorkerBench {

  static final String BACKLOG = "backlog";

  private static final int WARM_UP_WIDTH = 64;
  private static final int WARM_UP_STEPS = 4;
  private static final List<Double> SHARES = List.of(0.1, 0.5, 1.0);

  /** What lies in a topic at once is less than what the broker keeps. */
  private static final long CHUNK = 50_000;

  private final List<WorkerReading> readings = new ArrayList<>();
  private final List<HeapReading> heaps = new ArrayList<>();
  private final WorkerPlan plan;
  private final List<RunningWorker> workers;
  private final Clocks clocks;
  private final PrintStream out;

  WorkerBench(WorkerPlan plan, List<RunningWorker> workers, Clocks clocks, PrintStream out) {
    this.plan = plan;
    this.workers = List.copyOf(workers);
    this.clocks = clocks;
    this.out = out;
  }

  /** Blocks until the last round is over. */
  WorkerReadings run() throws Exception {
    for (RunningWorker worker : workers) {
      if (plan.heap() > 0 && worker.spec().ours()) {
        watchHeap(worker);
      }
    }
    for (RunningWorker worker : workers) {
      warmUp(worker);
    }
    for (int round = 1; round <= plan.rounds(); round++) {
      for (RunningWorker worker : workers) {
        if (!worker.spec().transactional()) {
          add(readBacklog(worker, round));
        }
      }
      for (int width : plan.widths()) {
        for (RunningWorker worker : workers) {
          if (worker.spec().transactional()) {
            add(readInFlight(worker, width, round));
          }
        }
      }
    }
    return new WorkerReadings(titles(), readings, heaps);
  }

  private Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    workers.forEach(one -> titles.put(one.spec().id(), one.spec().title()));
    return titles;
  }

  /** On processes that have done nothing yet: what is to grow has the most room to. */
  private void watchHeap(RunningWorker worker) throws Exception {
    WorkerSpec spec = worker.spec();
    long all = spec.transactional() ? plan.heapOfTransactional() : plan.heap();
    long done = 0;
    for (double share : SHARES) {
      long end = Math.round(all * share);
      while (done < end) {
        long next = Math.min(CHUNK, end - done);
        requireAnswers(spec, some(worker, next));
        done += next;
      }
      // A consumer keeps the bytes that it fetched last, several MB after a backlog.
      requireAnswers(spec, some(worker, spec.transactional() ? 10 : 1));
      var reading = new HeapReading(spec.id(), done, LiveHeap.bytes(worker.pid()));
      heaps.add(reading);
      out.printf(
          Locale.ROOT,
          "%s keeps %.2f MB after %,d commands%n",
          spec.id(),
          reading.bytes() / 1e6,
          done);
    }
  }

  private void warmUp(RunningWorker worker) throws Exception {
    WarmUp warm =
        WarmUp.of(
            List.of(worker.pid()),
            plan.warmUp(),
            () -> requireAnswers(worker.spec(), some(worker, plan.backlog() / WARM_UP_STEPS)));
    out.printf("warmed up %s for %s%n", worker.spec().id(), warm);
  }

  private static Ended some(RunningWorker worker, long count) throws Exception {
    return worker.spec().transactional()
        ? worker.inFlight(WARM_UP_WIDTH, Math.max(1, count / 10))
        : worker.backlog(count, () -> {});
  }

  private static void requireAnswers(WorkerSpec spec, Ended ended) {
    if (ended.unanswered() > 0) {
      throw new IllegalStateException(
          spec.id() + " has left " + ended.unanswered() + " commands without an answer");
    }
  }

  private WorkerReading readBacklog(RunningWorker worker, int round) throws Exception {
    var before = new ArrayList<CpuClock>();
    Ended ended = worker.backlog(plan.backlog(), () -> before.add(clocks.read()));
    return reading(
        worker,
        BACKLOG,
        round,
        ended,
        before.getFirst(),
        clocks.readAgain(before.getFirst()),
        OptionalDouble.empty());
  }

  private WorkerReading readInFlight(RunningWorker worker, int width, int round) throws Exception {
    long flushed = worker.flushes();
    CpuClock before = clocks.read();
    Ended ended = worker.inFlight(width, plan.entries());
    CpuClock after = clocks.readAgain(before);
    double flushes = worker.flushes() - flushed;
    return reading(
        worker,
        "w" + width,
        round,
        ended,
        before,
        after,
        OptionalDouble.of(flushes / Math.max(1, ended.commands())));
  }

  private WorkerReading reading(
      RunningWorker worker,
      String load,
      int round,
      Ended ended,
      CpuClock before,
      CpuClock after,
      OptionalDouble flushes) {
    String id = worker.spec().id();
    double commands = Math.max(1, ended.commands());
    Map<String, Double> cpu = new LinkedHashMap<>();
    cpu.put("worker", after.microsSince(before, id) / commands);
    cpu.put(Roles.BROKER, after.microsSince(before, Roles.BROKER) / commands);
    if (worker.spec().transactional()) {
      cpu.put("database", Clocks.databaseMicros(before, after) / commands);
    }
    double others = after.othersSince(before) + after.stolenSince(before);
    return new WorkerReading(
        id,
        load,
        round,
        ended.perSecond(),
        ended.unanswered(),
        cpu,
        flushes,
        others,
        others > plan.mostOthers());
  }

  private void add(WorkerReading reading) {
    readings.add(reading);
    out.printf(
        Locale.ROOT,
        "round %d/%d %7s %-12s %,7.0f commands/s  worker %.0f µs%s%s%s%n",
        reading.round(),
        plan.rounds(),
        reading.load(),
        reading.system(),
        reading.commandsPerSecond(),
        reading.cpuMicros().getOrDefault("worker", 0.0),
        reading.flushes().isPresent()
            ? String.format(
                Locale.ROOT, "  %.3f flushes a command", reading.flushes().getAsDouble())
            : "",
        reading.unanswered() == 0 ? "" : "  " + reading.unanswered() + " unanswered",
        reading.disturbed()
            ? String.format(Locale.ROOT, "  disturbed: others %.0f %%", reading.others() * 100)
            : "");
  }

  /** Who takes part beside the workers and the database. */
  static final class Roles {

    static final String BROKER = "broker";
    static final String GENERATOR = "generator";

    private Roles() {}
  }
}
