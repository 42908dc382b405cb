package io.sluice.bench.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All readings of a run. */
public final class Readings {

  private final List<Reading> all = new ArrayList<>();

  public void add(Reading reading) {
    all.add(reading);
  }

  public List<Reading> all() {
    return List.copyOf(all);
  }

  /** How many readings were disturbed. */
  public long disturbed() {
    return all.stream().filter(Reading::disturbed).count();
  }

  /**
   * The median over the quiet rounds; over all rounds where none was quiet, and then it says so.
   *
   * @return empty where nothing was measured
   */
  public Optional<Figure> figure(
      String system, String load, Function<Reading, Optional<Double>> value) {
    List<Double> quiet = values(system, load, value, false);
    if (!quiet.isEmpty()) {
      return Optional.of(Figure.of(quiet, false));
    }
    List<Double> disturbed = values(system, load, value, true);
    return disturbed.isEmpty() ? Optional.empty() : Optional.of(Figure.of(disturbed, true));
  }

  /** Calls answered in a second. */
  public Optional<Figure> callsPerSecond(String system, String load) {
    return figure(system, load, one -> Optional.of(one.tally().callsPerSecond()));
  }

  /** Milliseconds that the percentile of calls took at most, such as 99. */
  public Optional<Figure> latency(String system, String load, double percentile) {
    return figure(system, load, one -> Optional.of(one.tally().latencyMillis(percentile)));
  }

  /** Microseconds of processor time that a process had for a call. */
  public Optional<Figure> cpuMicros(String system, String load, String role) {
    return figure(system, load, one -> one.cpuMicros(role));
  }

  /** Megabytes that a process occupied. */
  public Optional<Figure> resident(String system, String load, String role) {
    return figure(system, load, one -> one.residentMegabytes(role));
  }

  /** How many calls of a system had no answer, in all rounds. */
  public long missingAnswers(String system) {
    return of(system).stream().mapToLong(one -> one.tally().missingAnswers()).sum();
  }

  /** How many answers of a system were wrong, in all rounds. */
  public long wrongAnswers(String system) {
    return of(system).stream().mapToLong(one -> one.tally().wrongAnswers()).sum();
  }

  /** The readings of one system. */
  public List<Reading> of(String system) {
    return all.stream().filter(one -> one.system().equals(system)).toList();
  }

  private List<Double> values(
      String system, String load, Function<Reading, Optional<Double>> value, boolean disturbed) {
    return all.stream()
        .filter(one -> one.system().equals(system) && one.load().equals(load))
        .filter(one -> one.disturbed() == disturbed)
        .flatMap(one -> value.apply(one).stream())
        .toList();
  }
}
