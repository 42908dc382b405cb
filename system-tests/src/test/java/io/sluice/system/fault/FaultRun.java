package io.sluice.system.fault;

import io.sluice.system.Eventually;
import io.sluice.system.fault.TopicLog.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One scenario on one fleet, from the first call to what must hold. */
final class FaultRun {

  /** In the whole; each of two gateways gets half of it. */
  static final int RATE = 200;

  private static final Duration QUIET_LIMIT = Duration.ofSeconds(15);
  private static final AtomicLong NONCES = new AtomicLong(1_000_000);
  private static final long NONCES_EACH = 1_000_000;

  private final FaultFleet fleet;
  private final Pace pace;
  private final OpenLoop load;
  private Instant struck = Instant.MAX;
  private Instant gone = Instant.MAX;
  private Instant healed = Instant.MAX;
  private double heap;

  private FaultRun(FaultFleet fleet, Pace pace, OpenLoop load) {
    this.fleet = fleet;
    this.pace = pace;
    this.load = load;
  }

  /**
   * What there is to judge.
   *
   * @param struck when the fault began
   * @param gone when the process that was killed had ended, where one was
   * @param known when every gateway knew that a worker was lost
   * @param healed when it was over
   * @param lag by how much the load itself was late, at worst: the figures are no better than that
   * @param heap the gateways' heaps after a full collection: what they have grown, as a part of
   *     what they were
   */
  record Seen(
      Pace pace,
      Figures figures,
      List<CallRecord> calls,
      List<Effect> effects,
      Instant struck,
      Instant gone,
      Instant known,
      Instant healed,
      Duration lag,
      double heap) {

    Seen {
      calls = List.copyOf(calls);
      effects = List.copyOf(effects);
    }

    /** From the heal to the worker's first start for a call that was made after it. */
    Optional<Duration> worksAgain(String worker) {
      List<Long> young =
          calls.stream()
              .filter(call -> call.start().isAfter(healed))
              .map(CallRecord::nonce)
              .toList();
      var known = new HashSet<>(young);
      return effects.stream()
          .filter(effect -> effect.worker().equals(worker) && known.contains(effect.nonce()))
          .map(effect -> Duration.between(healed, effect.started()))
          .min(Duration::compareTo);
    }
  }

  static Seen of(FaultFleet fleet, Scenario scenario, Pace pace) throws Exception {
    Readiness.await(fleet, scenario.operations());
    long first = NONCES.getAndAdd(NONCES_EACH);
    try (var load = new OpenLoop(fleet.gatewayUrls(), scenario.operations(), first)) {
      var run = new FaultRun(fleet, pace, load);
      load.start(RATE);
      load.goOnFor(pace.warmUp());
      run.weigh();
      load.judgeFromNow();
      load.goOnFor(pace.before());
      run.struck = Instant.now();
      scenario.strike().at(run);
      load.goOnFor(pace.after());
      List<CallRecord> calls = load.stop();
      return run.seen(calls, Heaps.ofGateways(fleet) / run.heap - 1);
    }
  }

  FaultFleet fleet() {
    return fleet;
  }

  Pace pace() {
    return pace;
  }

  OpenLoop load() {
    return load;
  }

  /** SIGKILL; the calls until it has ended may have gone to it. */
  void kill(String name) {
    gone = fleet.node(name).kill();
  }

  /** What the gateways' heaps are now is what they are measured by at the end. */
  void weigh() throws Exception {
    heap = Heaps.ofGateways(fleet);
  }

  /** The fault is over now. */
  void healed() {
    healed = Instant.now();
  }

  private Seen seen(List<CallRecord> calls, double heap) throws Exception {
    try {
      // What is still under way may end; what does not is in the figures.
      Eventually.holds("nothing is left to run", QUIET_LIMIT, () -> figures(calls).unrun() == 0);
    } catch (AssertionError left) {
      // It is a figure.
    }
    return new Seen(
        pace, figures(calls), calls, effects(), struck, gone, known(), healed, load.lag(), heap);
  }

  private Instant known() throws IOException {
    List<Path> logs =
        FaultFleet.GATEWAYS.stream().map(name -> fleet.logs().resolve(name + ".err")).toList();
    return LossLog.known(logs, struck);
  }

  private Figures figures(List<CallRecord> calls) throws IOException {
    List<Entry> topic = TopicLog.read(fleet.bootstrapServers());
    return new Oracle(calls, effects(), topic).figures();
  }

  private List<Effect> effects() throws IOException {
    List<Effect> all = new ArrayList<>();
    for (String worker : FaultFleet.WORKERS) {
      all.addAll(Effect.read(worker, fleet.effects(worker)));
    }
    return all;
  }
}
