package io.sluice.system.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.TemporaryFolder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * That the bench measures; its figures are none, because a build disturbs them. No constant rate:
 * systems that have hardly run yet may not keep up with it.
 */
@EnabledOnOs(OS.LINUX)
final class BenchTest {

  private static final long LIMIT_SECONDS = 300;

  private final TemporaryFolder folder;

  BenchTest() throws IOException {
    folder = TemporaryFolder.create("sluice-bench");
  }

  @AfterEach
  void deleteFolder() throws Exception {
    folder.close();
  }

  @Test
  void aShortRunAnswersEveryCallAndReportsEachSystem() throws Exception {
    int code =
        run(
            "--quick",
            "--json",
            "--warm-up",
            "3",
            "--duration",
            "1",
            "--loads",
            "c16",
            "--systems",
            "kafka,bus,one");

    Path log = folder.path().resolve("bench.log");
    assertEquals(0, code, () -> Files.exists(log) ? read(log) : "no log");
    var report = new JsonObject(read(folder.path().resolve("report.json")));
    List<JsonObject> readings =
        report.getJsonArray("readings").stream().map(JsonObject.class::cast).toList();
    assertEquals(3, readings.size());
    for (JsonObject one : readings) {
      assertTrue(one.getLong("answered") > 0, one::encode);
      assertTrue(one.getJsonObject("cpuMicrosPerCall").getDouble("gateway") > 0, one::encode);
    }
    assertTrue(read(folder.path().resolve("report.md")).contains("| kafka | gateway |"));
  }

  @Test
  void anUnknownSystemIsRefusedBeforeAnythingIsStarted() throws Exception {
    assertEquals(2, run("--systems", "kafka,Z"));
    assertTrue(read(folder.path().resolve("bench.log")).contains("no system Z"));
  }

  private int run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", folder.path().toString()));
    Process bench =
        new ProcessBuilder(JavaCommand.bench(all.toArray(String[]::new)))
            .redirectErrorStream(true)
            .redirectOutput(folder.path().resolve("bench.log").toFile())
            .start();
    try {
      assertTrue(bench.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
      return bench.exitValue();
    } finally {
      // SIGTERM, so that it ends what it has started.
      bench.destroy();
      bench.onExit().join();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
