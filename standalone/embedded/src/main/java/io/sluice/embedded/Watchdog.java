package io.sluice.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A child process that stops the server when this JVM dies without doing so. */
final class Watchdog implements AutoCloseable {

  /*
   * Reads a pipe that ends with the JVM. It outlives a terminal's Ctrl-C, and it stops only the
   * server it was started for: after a quick restart the file names another one.
   */
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT
      cat >/dev/null
      [ "$(head -n 1 "$1" 2>/dev/null)" = "$2" ] && kill -INT "$2"
      """;

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  static Watchdog over(ProcessHandle server, Path pidFile) throws IOException {
    return new Watchdog(
        new ProcessBuilder(
                "sh", "-c", SCRIPT, "sh", pidFile.toString(), Long.toString(server.pid()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Call it when the server has ended: the end of the pipe is what the child waits for. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
