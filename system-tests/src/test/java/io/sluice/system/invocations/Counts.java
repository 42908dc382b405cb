package io.sluice.system.invocations;

import io.sluice.system.invocations.Tally.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What came out.
 *
 * @param told what callers were told, by how often
 * @param mustBeNone faults, by how often they were seen
 */
record Counts(
    int calls,
    int otherBodies,
    Map<String, Long> told,
    Map<String, Long> mustBeNone,
    int gatewayKills,
    int workerKills,
    long reused,
    Duration took) {

  static Counts of(
      List<KeyedCall> calls,
      Tally tally,
      Aftermath aftermath,
      Kills kills,
      KilledNodes nodes,
      Instant begin)
      throws SQLException {
    Map<String, Long> told = new LinkedHashMap<>();
    told.put("calls", (long) calls.size());
    told.put("repeated by the other gateway", count(calls, Counts::isRepeated));
    told.put("of these at the same moment", count(calls, Counts::isRepeatedAtOnce));
    told.put("with another body besides", count(calls, KeyedCall::hasOtherBody));
    told.put("202", tally.of(Kind.ACCEPTED));
    told.put("replays", tally.of(Kind.REPLAYED));
    told.put("409", tally.of(Kind.IN_PROGRESS));
    told.put("422", tally.of(Kind.OTHER_BODY));
    told.put("503 and 429, and called again", tally.of(Kind.REFUSED));
    told.put("unknown, and called again", tally.of(Kind.UNKNOWN));
    told.put("gateways killed", (long) kills.ofGateways());
    told.put("workers killed", (long) kills.ofWorkers());
    told.put("ended themselves, and started anew", (long) nodes.endedThemselves());
    told.put("asked for by another", (long) aftermath.askedByOthers());
    told.put("effects", nodes.table().effects());
    return new Counts(
        calls.size(),
        (int) count(calls, KeyedCall::hasOtherBody),
        told,
        faults(calls, tally, aftermath, kills, nodes),
        kills.ofGateways(),
        kills.ofWorkers(),
        tally.of(Kind.OTHER_BODY),
        Duration.between(begin, Instant.now()));
  }

  /** Whether every call took effect once, and whoever asked for it was given the same. */
  boolean hold() {
    return reused == otherBodies && mustBeNone.values().stream().allMatch(count -> count == 0);
  }

  @Override
  public String toString() {
    Map<String, Long> lines = new LinkedHashMap<>(told);
    lines.putAll(mustBeNone);
    lines.put("seconds", took.toSeconds());
    return lines.entrySet().stream()
        .map(line -> "%-34s %,10d".formatted(line.getKey(), line.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, Long> faults(
      List<KeyedCall> calls, Tally tally, Aftermath aftermath, Kills kills, KilledNodes nodes)
      throws SQLException {
    var table = nodes.table();
    Map<String, Long> faults = new LinkedHashMap<>();
    faults.put("unexpected answers", tally.of(Kind.UNEXPECTED));
    faults.put("calls that no gateway has", count(calls, call -> !call.isKnown()));
    faults.put("calls accepted twice", count(calls, call -> call.timesAccepted() > 1));
    faults.put("calls without end", (long) aftermath.withoutEnd());
    faults.put("calls that did not succeed", (long) aftermath.failed());
    faults.put("keys without one id", count(calls, call -> !call.hasOneId()));
    faults.put("keys without one answer", count(calls, call -> !call.hasOneAnswer()));
    faults.put("effects too many", table.effects() - table.distinct());
    faults.put("calls without effect", calls.size() - table.distinct());
    faults.put("effects of another body", table.belowZero());
    faults.put("seen by another", (long) aftermath.seenByOthers());
    faults.put("no gateway killed", kills.ofGateways() == 0 ? 1L : 0L);
    faults.put("no worker killed", kills.ofWorkers() == 0 ? 1L : 0L);
    return faults;
  }

  private static long count(List<KeyedCall> calls, Predicate<KeyedCall> which) {
    return calls.stream().filter(which).count();
  }

  private static boolean isRepeated(KeyedCall call) {
    return call.repetition() != KeyedCall.Repetition.NEVER;
  }

  private static boolean isRepeatedAtOnce(KeyedCall call) {
    return call.repetition() == KeyedCall.Repetition.AT_ONCE;
  }
}
