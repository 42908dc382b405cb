package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a run's JVM keeps. */
final class Heap {

  private final RunningDev dev;

  Heap(RunningDev dev) {
    this.dev = dev;
  }

  /** The bytes in use after two full collections: what the first finds weak, the second frees. */
  long afterCollection() throws Exception {
    collect();
    collect();
    return dev.caller()
        .get(dev.ready().management() + "/metrics")
        .body()
        .toString()
        .lines()
        .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("\"heap\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private void collect() throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(dev.process().pid()),
                "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!jcmd.waitFor(20, TimeUnit.SECONDS)) {
      jcmd.destroyForcibly();
    }
    assertEquals(0, jcmd.waitFor());
  }
}
