package io.sluice.bench.reading;

import io.sluice.bench.load.Tally;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One system under one load in one round.
 *
 * @param tally what came of the calls
 * @param cpuMicros processor time a call, by the process: the system's roles, and {@code broker}
 * @param generatorCores how much of a processor the load generator had; near 1 it is the limit
 * @param residentMegabytes memory by the process
 * @param others the part of the machine that processes beside the bench had, 0 to 1
 * @param disturbed whether others had too much for this reading to count
 * @param ledgerReading null where the gateway has no ledger
 */
public record Reading(
    String system,
    String load,
    int round,
    Tally tally,
    Map<String, Double> cpuMicros,
    double generatorCores,
    Map<String, Double> residentMegabytes,
    double others,
    boolean disturbed,
    @Nullable LedgerReading ledgerReading) {

  public Reading {
    cpuMicros = Map.copyOf(cpuMicros);
    residentMegabytes = Map.copyOf(residentMegabytes);
  }

  public Optional<LedgerReading> ledger() {
    return Optional.ofNullable(ledgerReading);
  }

  public Optional<Double> cpuMicros(String role) {
    return Optional.ofNullable(cpuMicros.get(role));
  }

  public Optional<Double> residentMegabytes(String role) {
    return Optional.ofNullable(residentMegabytes.get(role));
  }
}
