package io.sluice.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaMainTest {

  private static final String READY = "ready kafka=";

  private final Path dir;

  KafkaMainTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void itSaysWhereItIsHasItsTopicsAndEndsWithItsInput() throws Exception {
    Process process = start();
    try {
      String bootstrapServers = bootstrapServers(process);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
        var topic = admin.describeTopics(List.of("wanted")).allTopicNames().get().get("wanted");
        assertEquals(3, Objects.requireNonNull(topic).partitions().size());
      }

      process.getOutputStream().close();

      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            KafkaMain.class.getName(),
            "--data",
            dir.resolve("kafka").toString(),
            "--topic",
            "wanted=3",
            "--setting",
            "log.retention.bytes=1000000")
        .redirectError(new File(dir.toFile(), "kafka.log"))
        .start();
  }

  private static String bootstrapServers(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return line.substring(READY.length());
      }
    }
    throw new IOException("it ended early");
  }
}
