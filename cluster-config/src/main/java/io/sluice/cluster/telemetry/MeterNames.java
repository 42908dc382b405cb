package io.sluice.cluster.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;

/** Refuses a meter that is neither ours by name nor one of the libraries' that we bind. */
final class MeterNames implements MeterFilter {

  static final String OURS = "sluice.";

  private static final List<String> KNOWN = List.of(OURS, "jvm.", "process.", "system.", "kafka.");

  @Override
  public Meter.Id map(Meter.Id id) {
    if (KNOWN.stream().noneMatch(id.getName()::startsWith)) {
      throw new IllegalArgumentException(
          "a meter's name starts with '%s', not '%s'".formatted(OURS, id.getName()));
    }
    return id;
  }
}
