package io.sluice.bench.system;

import io.sluice.bench.load.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system that can be measured.
 *
 * @param id the short name in options and reports, such as {@code D}
 * @param title what it is, for readers
 * @param processes in the order of their start; the last serves HTTP
 * @param target what is called
 * @param ledger where the gateway records invocations, or null
 */
public record SystemSpec(
    String id,
    String title,
    List<ProcessSpec> processes,
    Endpoint target,
    Database.@Nullable Access ledger) {

  public SystemSpec {
    processes = List.copyOf(processes);
    if (processes.isEmpty()) {
      throw new IllegalArgumentException(id + " has no process");
    }
  }

  /**
   * One of its processes.
   *
   * @param role what it does in the system: {@code gateway}, {@code worker}
   */
  public record ProcessSpec(String role, List<String> command) {

    public ProcessSpec {
      command = List.copyOf(command);
    }
  }
}
