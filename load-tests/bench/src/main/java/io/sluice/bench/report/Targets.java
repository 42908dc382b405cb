package io.sluice.bench.report;

import io.sluice.bench.reading.Figure;
import io.sluice.bench.reading.Readings;
import io.sluice.bench.report.Target.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Sluice shall reach, as ratios of one run wherever there is something to compare with. */
final class Targets {

  private static final Set<String> OURS =
      Set.of("kafka", "bus", "one", "ops10", "ops1000", "entry", "entry-durable", "entry-async");

  private final Findings findings;
  private final Readings readings;

  Targets(Findings findings) {
    this.findings = findings;
    this.readings = findings.readings();
  }

  List<Target> all() {
    List<Target> all = new ArrayList<>(ofCalls());
    all.addAll(new WorkerTargets(findings.workers()).all());
    return all;
  }

  private List<Target> ofCalls() {
    return List.of(
        calls("kafka", "D", "c64", 0.8, 1.0),
        calls("kafka", "D", "c256", 0.8, 1.0),
        calls("kafka", "SF", "c64", 2.0, 2.5),
        calls("kafka", "S0", "c64", 2.5, 2.5),
        latency("c1", 50, 1.2, 1.0),
        latency("r1000", 99, 1.2, 1.0),
        gatewayCpu("D", 1.3, 1.1),
        gatewayCpu("SF", 0.4, 0.4),
        gatewayCpu("kafka-before", 1.03, 1.0),
        calls("bus", "C", "c64", 0.8, 1.0),
        calls("bus", "C", "c256", 0.8, 1.0),
        calls("one", "B", "c64", 0.6, 0.8),
        calls("kafka", "kafka-before", "c64", 0.97, 1.0),
        calls("entry-async", "entry", "c64", 0.4, 0.7),
        calls("entry-async", "kafka", "c64", 0.4, 0.7),
        calls("entry-durable", "entry", "c64", 0.95, 1.0),
        unanswered(),
        operations(),
        connections("bus"),
        connections("kafka"),
        firstAnswer("kafka", 2, 1),
        firstAnswer("bus", 5, 3),
        memory("kafka"));
  }

  private Target calls(String ours, String other, String load, double must, double aim) {
    return new Target(
        "calls/s, %s against %s, %s".formatted(ours, other, load),
        Bound.atLeast(must),
        Bound.atLeast(aim),
        ratio(readings.callsPerSecond(ours, load), readings.callsPerSecond(other, load)));
  }

  private Target latency(String load, int percentile, double must, double aim) {
    return new Target(
        "p%d, kafka against D, %s".formatted(percentile, load),
        Bound.atMost(must),
        Bound.atMost(aim),
        ratio(
            readings.latency("kafka", load, percentile), readings.latency("D", load, percentile)));
  }

  private Target gatewayCpu(String other, double must, double aim) {
    return new Target(
        "gateway's processor time a call, kafka against %s, c64".formatted(other),
        Bound.atMost(must),
        Bound.atMost(aim),
        ratio(
            readings.cpuMicros("kafka", "c64", "gateway"),
            readings.cpuMicros(other, "c64", "gateway")));
  }

  private Target operations() {
    return new Target(
        "gateway's processor time a call, 1,000 operations against 10, c64",
        Bound.atMost(1.05),
        Bound.atMost(1.0),
        ratio(
            readings.cpuMicros("ops1000", "c64", "gateway"),
            readings.cpuMicros("ops10", "c64", "gateway")));
  }

  private Target connections(String ours) {
    return new Target(
        "gateway's processor time a call, %s, 10,000 connections against 64".formatted(ours),
        Bound.atMost(1.5),
        Bound.atMost(1.2),
        ratio(
            readings.cpuMicros(ours, "t10000", "gateway"),
            readings.cpuMicros(ours, "c64", "gateway")));
  }

  private Target unanswered() {
    List<String> ours =
        findings.systems().stream().map(Findings.Measured::id).filter(OURS::contains).toList();
    double missing = ours.stream().mapToLong(readings::missingAnswers).sum();
    return new Target(
        "calls of Sluice without an answer",
        Bound.atMost(0),
        Bound.atMost(0),
        ours.isEmpty() ? Optional.empty() : Optional.of(missing));
  }

  private Target firstAnswer(String system, double must, double aim) {
    return new Target(
        "seconds from the gateway's start to the first answer, " + system,
        Bound.atMost(must),
        Bound.atMost(aim),
        findings.systems().stream()
            .filter(one -> one.id().equals(system))
            .map(one -> one.firstAnswer().toMillis() / 1000.0)
            .findFirst());
  }

  private Target memory(String system) {
    return new Target(
        "gateway's resident memory in MB, %s, c64".formatted(system),
        Bound.atMost(350),
        Bound.atMost(200),
        readings.resident(system, "c64", "gateway").map(Figure::median));
  }

  static Optional<Double> ratio(Optional<Figure> ours, Optional<Figure> other) {
    return ours.flatMap(one -> other.map(two -> one.median() / two.median()));
  }
}
