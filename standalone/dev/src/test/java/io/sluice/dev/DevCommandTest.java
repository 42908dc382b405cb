package io.sluice.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

final class DevCommandTest {

  private final Path data;

  DevCommandTest(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path dir) {
    data = dir.resolve("data of mine");
  }

  @Test
  void itAnswersAfterTheReadyLineAndASignalEndsItInTime() throws Exception {
    try (DevProcess dev = DevProcess.onFreePorts(data)) {
      String ready = dev.await("ready http=http://127.0.0.1:");
      assertEquals(
          200, status(ready.substring(ready.indexOf("http://"), ready.indexOf(" management="))));

      Instant signal = Instant.now();
      dev.terminate();

      assertEquals(0, dev.exitCode());
      assertTrue(Duration.between(signal, Instant.now()).toSeconds() < 10);
      assertEquals(1, dev.output().stream().filter(line -> line.startsWith("ready")).count());
      assertEquals(List.of(), dev.errors());
    }
    assertNoServerIsLeft();
    assertTrue(Files.exists(data.resolve("logs/sluice.log")));
  }

  @Test
  void aSecondProcessIsKeptOutOfTheDataDirectory() throws Exception {
    try (DevProcess first = DevProcess.onFreePorts(data)) {
      var unused = first.await("starting");
      try (DevProcess second = DevProcess.onFreePorts(data)) {
        assertEquals(1, second.exitCode());
        assertTrue(onlyLine(second).contains("is in use by process"));
      }
      first.terminate();
      assertEquals(0, first.exitCode());
    }
    assertNoServerIsLeft();
  }

  @Test
  void afterAKillItStartsAgainAndCleanForgetsTheData() throws Exception {
    try (DevProcess dev = DevProcess.onFreePorts(data)) {
      var unused = dev.await("ready");
      dev.kill();
    }
    Path kept = Files.writeString(data.resolve("kafka/kept"), "");
    try (DevProcess dev = DevProcess.onFreePorts(data)) {
      var unused = dev.await("ready");
      assertTrue(Files.exists(kept));
      dev.kill();
    }
    try (DevProcess dev = DevProcess.onFreePorts(data, "--clean")) {
      var unused = dev.await("ready");
      assertFalse(Files.exists(kept));
      dev.terminate();
      assertEquals(0, dev.exitCode());
    }
    assertNoServerIsLeft();
  }

  @Test
  void aTakenPortIsToldInOneLineBeforeAnythingStarts() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DevProcess dev =
            DevProcess.run(
                "--http-port=" + taken.getLocalPort(), "--management-port=0", "--data=" + data)) {
      assertEquals(1, dev.exitCode());
      assertTrue(onlyLine(dev).startsWith("sluice: port " + taken.getLocalPort() + " is in use"));
    }
    assertFalse(Files.exists(data));
  }

  @Test
  void foreignFilesAreNeitherUsedNorDeleted() throws Exception {
    Path foreign = Files.createDirectories(data).resolve("thesis.txt");
    Files.writeString(foreign, "years of work");
    try (DevProcess dev = DevProcess.onFreePorts(data, "--clean")) {
      assertEquals(1, dev.exitCode());
      assertTrue(onlyLine(dev).contains("holds files that are not ours"));
    }
    assertTrue(Files.exists(foreign));
  }

  @Test
  void wrongArgumentsAreToldInOneLine() throws Exception {
    for (String wrong : List.of("--http-port=high", "--http-port=70000", "--no-such=1")) {
      try (DevProcess dev = DevProcess.run("--data=" + data, wrong)) {
        assertEquals(2, dev.exitCode());
        assertTrue(onlyLine(dev).contains(wrong.substring(0, 6)));
      }
    }
  }

  private static String onlyLine(DevProcess dev) {
    List<String> errors = dev.errors();
    assertEquals(1, errors.size(), errors::toString);
    return errors.getFirst();
  }

  private static int status(String address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private void assertNoServerIsLeft() {
    String mine = data.toString();
    assertEquals(
        0,
        ProcessHandle.allProcesses()
            .filter(process -> process.info().command().filter(c -> c.startsWith(mine)).isPresent())
            .count());
  }
}
