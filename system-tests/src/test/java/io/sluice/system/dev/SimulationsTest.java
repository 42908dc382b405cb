package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./sluice load} on the shared run. */
@ExtendWith(RunningDevExtension.class)
final class SimulationsTest {

  private static final long LIMIT_SECONDS = 120;

  private final RunningDev dev;

  SimulationsTest(RunningDev dev) {
    this.dev = dev;
  }

  @Test
  void clientsOfBothTransportsAreAnsweredAndTheReportIsWritten() throws Exception {
    try (DevProcess load = dev.checkout().run("load", "mixed", "--url", dev.ready().http())) {
      assertEquals(0, load.exitCodeWithin(LIMIT_SECONDS), () -> "load failed");
    }
    try (var reports = Files.list(dev.checkout().root().resolve("target/load"))) {
      Path report = reports.filter(Files::isDirectory).findFirst().orElseThrow();
      assertTrue(Files.exists(report.resolve("index.html")));
    }
  }

  @Test
  void aProfileThatThereIsNotFails() throws Exception {
    String url = dev.ready().http();
    try (DevProcess load = dev.checkout().run("load", "mixed", "--profile", "calm", "--url", url)) {
      assertTrue(load.exitCodeWithin(LIMIT_SECONDS) != 0);
    }
  }
}
