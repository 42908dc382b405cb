package io.sluice.system.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process that prints one line {@code ready name=value ...} when it is. */
public final class RunningNode implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long END_LIMIT_SECONDS = 20;

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;
  private final Instant started = Instant.now();

  private RunningNode(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts and does not wait.
   *
   * @param environment replaces every {@code SLUICE_} setting of this process
   * @param folder gets {@code <name>.out} and {@code <name>.err}
   */
  public static RunningNode start(
      String name, List<String> command, Map<String, String> environment, Path folder)
      throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(RunningNode::isSetting);
    builder.environment().putAll(environment);
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    // Also when somebody ends the tests' own JVM in the middle.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new RunningNode(name, process, out, err);
  }

  public String name() {
    return name;
  }

  /** Waits for the ready line; gives how long after the start it was written. */
  public Duration awaitReady() throws Exception {
    Eventually.holds(
        name + " is ready", START_LIMIT, () -> !ready().isEmpty() || !process.isAlive());
    assertTrue(process.isAlive(), () -> name + " ended: " + told());
    return Duration.between(started, Files.getLastModifiedTime(out).toInstant());
  }

  /** What the ready line says, by name; empty while there is none. */
  public Map<String, String> ready() throws IOException {
    return output().stream()
        .filter(line -> line.startsWith("ready "))
        .flatMap(line -> Arrays.stream(line.substring("ready ".length()).split(" ", -1)))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  public String address(String of) throws IOException {
    return Objects.requireNonNull(ready().get(of), of);
  }

  public List<String> output() throws IOException {
    return Files.readAllLines(out);
  }

  public List<String> errors() throws IOException {
    return Files.readAllLines(err);
  }

  /** SIGTERM. */
  public void terminate() {
    assertTrue(process.toHandle().destroy());
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Sends it a signal.
   *
   * @param signal as {@code kill} knows it: {@code STOP}, {@code CONT}, {@code KILL}
   */
  public void signal(String signal) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-s", signal, Long.toString(pid())).start();
    assertEquals(0, kill.waitFor(), () -> "kill -s " + signal + " " + name);
  }

  /**
   * SIGKILL.
   *
   * @return when it was gone: until then the kernel may still have taken what was sent to it
   */
  public Instant kill() {
    process.destroyForcibly().onExit().join();
    return Instant.now();
  }

  /** The end of its standard input. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " does not end within " + END_LIMIT_SECONDS + " s");
    }
    return process.exitValue();
  }

  /** Kills it, unless it has ended. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static boolean isSetting(String variable) {
    return variable.startsWith("SLUICE_") && !variable.startsWith("SLUICE_TEST_");
  }

  private List<String> told() {
    try {
      return errors();
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }
}
