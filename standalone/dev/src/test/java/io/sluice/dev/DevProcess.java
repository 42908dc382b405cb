package io.sluice.dev;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of the command, in a JVM of its own. */
final class DevProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final List<String> lines = new ArrayList<>();

  private DevProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static DevProcess run(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The flags that keep the JVM quiet, as the parent POM gives them to this one.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX:"))
        .forEach(command::add);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(TrivialDev.class.getName());
    command.addAll(List.of(arguments));
    return new DevProcess(new ProcessBuilder(command).start());
  }

  static DevProcess onFreePorts(Path data, String... more) throws IOException {
    Stream<String> ports =
        Stream.of("--http-port", "0", "--management-port", "0", "--data", data.toString());
    return run(Stream.concat(ports, Stream.of(more)).toArray(String[]::new));
  }

  /** The line that begins so, waiting for it; stdout up to there is remembered. */
  String await(String beginning) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new IOException("no line '" + beginning + "' but " + lines + errors());
  }

  /** All of stdout, once the process has ended. */
  List<String> output() throws IOException {
    lines.addAll(out.lines().toList());
    return lines;
  }

  List<String> errors() {
    return process.errorReader(StandardCharsets.UTF_8).lines().toList();
  }

  void terminate() {
    // Process.destroy would close the streams that are still to be read.
    assertTrue(process.toHandle().destroy());
  }

  void kill() {
    process.destroyForcibly();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
