package io.sluice.bench.report;

import io.sluice.bench.machine.Machine;
import io.sluice.bench.reading.Readings;
import io.sluice.bench.reading.WorkerReadings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a report is made of.
 *
 * @param systems what was measured, in the order of the report
 * @param loads under what, by their names
 * @param conditions name and value of what a reader needs to repeat the run
 * @param workers what was measured without a gateway
 * @param versions name and version of what took part
 */
public record Findings(
    Instant begun,
    Machine machine,
    Map<String, String> conditions,
    Map<String, String> versions,
    List<Measured> systems,
    List<String> loads,
    Readings readings,
    WorkerReadings workers) {

  public Findings {
    systems = List.copyOf(systems);
    loads = List.copyOf(loads);
  }

  /** One of the measured systems, and how long it took from its start to its first answer. */
  public record Measured(String id, String title, List<String> roles, Duration firstAnswer) {

    public Measured {
      roles = List.copyOf(roles);
    }
  }
}
