package io.sluice.bench.reading;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One worker under one load in one round.
 *
 * @param load {@code backlog}: as fast as it can; {@code w64}: 64 commands under way
 * @param unanswered commands that had no reply in time, or one that tells a failure
 * @param cpuMicros processor time a command: {@code worker}, {@code broker}, {@code database}
 * @param flushes how often the database flushed its log for a command; empty without one
 * @param others the part of the machine that processes beside the bench had, 0 to 1
 * @param disturbed whether others had too much for this reading to count
 */
public record WorkerReading(
    String system,
    String load,
    int round,
    double commandsPerSecond,
    long unanswered,
    Map<String, Double> cpuMicros,
    OptionalDouble flushes,
    double others,
    boolean disturbed) {

  public WorkerReading {
    cpuMicros = Map.copyOf(cpuMicros);
  }
}
