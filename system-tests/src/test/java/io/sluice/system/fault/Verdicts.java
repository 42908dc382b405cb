package io.sluice.system.fault;

import io.sluice.system.fault.FaultRun.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What must hold after which fault. */
final class Verdicts {

  private static final Duration KNOWN = Duration.ofSeconds(1);
  private static final Duration SHORT_WAIT = Duration.ofSeconds(2);
  private static final Duration RAISED = Duration.ofSeconds(4);
  private static final Duration BACK_AT_WORK = Duration.ofSeconds(15);
  private static final Duration TAKEOVER = Duration.ofSeconds(8);
  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final Duration TAIL = Duration.ofSeconds(2);
  private static final double HEAP_TOLERANCE = 0.1;

  private Verdicts() {}

  static List<Check> killedOnBusSafe(Seen seen) {
    return with(
        seen,
        Check.none("failed call", seen.figures().failures()),
        Check.atMost("longest wait", SHORT_WAIT, seen.figures().longest()));
  }

  static List<Check> killedOnBusNever(Seen seen) {
    return with(
        seen,
        Check.none("failure but 504", seen.figures().failuresBut(List.of("504"))),
        Check.none(
            "failed call that began when the worker was known to be lost",
            failed(seen, call -> call.start().isAfter(seen.known()))),
        Check.none(
            "failed call that had ended before",
            failed(seen, call -> call.end().isBefore(seen.struck()))),
        Check.atMost(
            "time until the loss was known", KNOWN, Duration.between(seen.gone(), seen.known())),
        Check.none("command that ran twice", seen.figures().doubled()),
        Check.atMost("longest wait", SHORT_WAIT, seen.figures().longest()));
  }

  static List<Check> stoppedOnBus(Seen seen, String worker) {
    return with(
        seen,
        Check.atMost("raised latency", RAISED, seen.figures().raised()),
        Check.none("failure but 504", seen.figures().failuresBut(List.of("504"))),
        worksAgain(seen, worker));
  }

  static List<Check> stoppedOnKafka(Seen seen, String worker) {
    return with(
        seen, Check.none("failed call", seen.figures().failures()), worksAgain(seen, worker));
  }

  static List<Check> killedOnKafka(Seen seen) {
    return with(
        seen,
        Check.none("failed call", seen.figures().failures()),
        Check.atMost("longest wait", TAKEOVER, seen.figures().longest()));
  }

  static List<Check> killedGateway(Seen seen) {
    return with(
        seen,
        Check.none("failed call of the other gateway", failed(seen, call -> call.gateway() != 0)),
        Check.none(
            "failed call that was not under way when the gateway died",
            failed(seen, call -> !isUnderWay(call, seen))));
  }

  static List<Check> brokerAway(Seen seen) {
    return with(
        seen,
        Check.none("failure but 503 and 504", seen.figures().failuresBut(List.of("503", "504"))));
  }

  static List<Check> cutOff(Seen seen, String worker) {
    return with(seen, worksAgain(seen, worker));
  }

  static List<Check> nothingFailed(Seen seen) {
    return with(seen, Check.none("failed call", seen.figures().failures()));
  }

  static List<Check> overload(Seen seen) {
    Instant recovered = seen.healed().plus(RECOVERY);
    return with(
        seen,
        Check.none("failure but 429 and 503", seen.figures().failuresBut(List.of("429", "503"))),
        Check.none(
            "slow or failed call later than 5 s after the burst",
            count(
                seen,
                call ->
                    call.start().isAfter(recovered)
                        && (!call.isOk() || call.took().compareTo(Duration.ofMillis(500)) > 0))),
        Check.that(
            "the gateways' heaps within 10 %",
            seen.heap() < HEAP_TOLERANCE, "%+.1f %%".formatted(100 * seen.heap())));
  }

  /** What must hold after every fault. */
  private static List<Check> with(Seen seen, Check... own) {
    var figures = seen.figures();
    List<Check> all = new ArrayList<>(List.of(own));
    all.add(Check.never("answered call without an effect", figures.lost()));
    all.add(Check.never("acknowledged command that never ran", figures.unrun()));
    all.add(Check.never("start after the deadline", figures.late()));
    all.add(Check.never("inversion under a key", figures.inversions()));
    all.add(Check.never("command that ran beside another of its key", figures.overlaps()));
    all.add(Check.none("command that ran beside another worker's of its key", figures.contested()));
    all.add(Check.never("answer at a wrong caller", figures.wrong()));
    Instant tail =
        seen.calls().stream().map(CallRecord::start).max(Instant::compareTo).orElseThrow();
    all.add(
        Check.none(
            "failed call in the last 2 s",
            failed(seen, call -> call.start().isAfter(tail.minus(TAIL)))));
    return all;
  }

  private static Check worksAgain(Seen seen, String worker) {
    var after = seen.worksAgain(worker);
    return Check.that(
        worker + " takes work again within 15 s",
        after.isPresent() && after.get().compareTo(BACK_AT_WORK) <= 0,
        after.map(time -> time.toMillis() + " ms").orElse("never"));
  }

  private static int failed(Seen seen, Predicate<CallRecord> which) {
    return count(seen, call -> !call.isOk() && which.test(call));
  }

  private static int count(Seen seen, Predicate<CallRecord> which) {
    return (int) seen.calls().stream().filter(which).count();
  }

  private static boolean isUnderWay(CallRecord call, Seen seen) {
    return call.start().isBefore(seen.gone()) && call.end().isAfter(seen.struck());
  }
}
