package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Repository;
import io.sluice.system.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The script that shows every way to call: it checks each answer itself. */
@ExtendWith(RunningDevExtension.class)
final class EveryCallTest {

  private static final long LIMIT_SECONDS = 120;

  private final RunningDev dev;

  EveryCallTest(RunningDev dev) {
    this.dev = dev;
  }

  @Test
  void everyCallOfTheGuideIsAnsweredAsItSays() throws Exception {
    try (var folder = TemporaryFolder.create("sluice-calls")) {
      Path printed = folder.path().resolve("printed");
      String script = Repository.root().resolve("docs/examples/calls.sh").toString();
      Process process =
          new ProcessBuilder(script, dev.ready().http())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      List<String> lines = Files.readAllLines(printed);

      assertTrue(ended, () -> "it does not end: " + lines);
      assertEquals(0, process.exitValue(), lines::toString);
      assertEquals("all is as it should be", lines.getLast());
    }
  }
}
