package io.sluice.system.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Caller;
import io.sluice.system.process.RunningNode;
import io.sluice.system.process.Scrape;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the gateways keep. */
final class Heaps {

  private Heaps() {}

  /** The bytes in use in both together, after two full collections each. */
  static double ofGateways(FaultFleet fleet) throws Exception {
    double sum = 0;
    try (var caller = new Caller(1)) {
      for (String name : FaultFleet.GATEWAYS) {
        RunningNode gateway = fleet.node(name);
        collect(gateway);
        // What the first finds weak, the second frees.
        collect(gateway);
        sum += Scrape.of(gateway, caller).sum("jvm_memory_used_bytes", "area=\"heap\"");
      }
    }
    return sum;
  }

  private static void collect(RunningNode node) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(node.pid()),
                "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!jcmd.waitFor(20, TimeUnit.SECONDS)) {
      jcmd.destroyForcibly();
    }
    assertEquals(0, jcmd.waitFor(), () -> "jcmd " + node.name());
  }
}
