package io.sluice.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process that prints one line {@code ready name=value ...} when it is. */
public final class MeasuredProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final long LOOK_AGAIN_MILLIS = 10;
  private static final long END_LIMIT_SECONDS = 15;

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;

  private MeasuredProcess(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts and does not wait.
   *
   * @param logs gets {@code <name>.out} and {@code <name>.err}
   */
  public static MeasuredProcess start(String name, List<String> command, Path logs)
      throws IOException {
    var builder = new ProcessBuilder(command);
    // A setting of ours in the environment would win over the files that the bench writes.
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SLUICE_"));
    Path out = logs.resolve(name + ".out");
    Path err = logs.resolve(name + ".err");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new MeasuredProcess(name, builder.start(), out, err);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the ready line; gives what it says, by name. */
  public Map<String, String> awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < end) {
      for (String line : Files.readAllLines(out)) {
        if (line.equals("ready") || line.startsWith("ready ")) {
          return values(line);
        }
      }
      if (process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException(name + " ended with " + process.exitValue() + ", see " + err);
      }
    }
    throw new IOException(
        name + " is not ready after " + START_LIMIT.toSeconds() + " s, see " + err);
  }

  /** Waits for its end; fails when it says by its exit code that it failed. */
  public void awaitSuccess() throws IOException, InterruptedException {
    if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(name + " failed, see " + err);
    }
  }

  /** SIGTERM, and after a while SIGKILL; blocks until the process is gone. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    process.destroyForcibly().onExit().join();
  }

  private static Map<String, String> values(String ready) {
    return Arrays.stream(ready.split(" ", -1))
        .filter(word -> word.contains("="))
        .map(word -> word.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
