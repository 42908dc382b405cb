package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of the launcher, which hands its process over to the JVM. */
final class DevProcess implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("ready http=(http://\\S+) management=(http://\\S+)");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long END_LIMIT_SECONDS = 20;

  private final Process process;
  private final Path out;
  private final Path err;

  private DevProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static DevProcess start(ProcessBuilder builder, Path out, Path err) throws IOException {
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    // Also when somebody ends the tests' own JVM in the middle.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new DevProcess(process, out, err);
  }

  /** Where a run that is ready is reached. */
  record Ready(String http, String management) {}

  /** Waits for the ready line. */
  Ready ready() throws Exception {
    Eventually.holds("ready", START_LIMIT, () -> !readyLines().isEmpty() || !process.isAlive());
    assertTrue(process.isAlive(), () -> "ended with " + process.exitValue() + ": " + told());
    Matcher line = READY.matcher(readyLines().getFirst());
    assertTrue(line.matches(), line::toString);
    return new Ready(line.group(1), line.group(2));
  }

  List<String> readyLines() throws IOException {
    return output().stream().filter(line -> line.startsWith("ready ")).toList();
  }

  List<String> output() throws IOException {
    return Files.readAllLines(out);
  }

  List<String> errors() throws IOException {
    return Files.readAllLines(err);
  }

  long pid() {
    return process.pid();
  }

  /** SIGTERM. */
  void terminate() {
    assertTrue(process.toHandle().destroy());
  }

  /** SIGKILL; returns when the process is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  int exitCode() throws InterruptedException {
    return exitCodeWithin(END_LIMIT_SECONDS);
  }

  int exitCodeWithin(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end within " + seconds + " s");
    }
    return process.exitValue();
  }

  /** Kills it, unless it has ended. */
  @Override
  public void close() {
    kill();
  }

  private List<String> told() {
    try {
      return errors();
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }
}
