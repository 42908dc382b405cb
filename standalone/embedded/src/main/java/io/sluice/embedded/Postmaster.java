package io.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server process of one data directory, found by the first line of its postmaster.pid. */
final class Postmaster {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path binaries;
  private final Path pidFile;

  Postmaster(Path binaries, Path data) {
    this.binaries = binaries;
    this.pidFile = data.resolve("postmaster.pid");
  }

  /** Empty also when the pid in the file has gone to a program that is not ours. */
  Optional<ProcessHandle> running() throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(pidFile)) {
      return lines
          .findFirst()
          .filter(line -> line.matches("\\d{1,9}"))
          .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
          .filter(this::isOurs);
    }
  }

  /** Ends the server and whatever of its tools (initdb, pg_ctl) this JVM still runs. */
  void stop() throws IOException {
    try (Stream<ProcessHandle> tools = ProcessHandle.current().descendants()) {
      tools.filter(this::isOurs).forEach(ProcessHandle::destroyForcibly);
    }
    Optional<ProcessHandle> server = running();
    if (server.isPresent()) {
      signalFastShutdown(server.get());
      awaitEnd(server.get());
      if (isOurs(server.get())) {
        server.get().destroyForcibly();
        awaitEnd(server.get());
      }
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().command().filter(c -> Path.of(c).startsWith(binaries)).isPresent();
  }

  /** SIGINT is PostgreSQL's fast shutdown; Java can only send SIGTERM, which waits for clients. */
  private static void signalFastShutdown(ProcessHandle server) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(server.pid()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /**
   * Returns when the process has ended, or when patience has: the caller looks. An ended process
   * that its parent has not collected yet still has a pid, but no command.
   */
  private void awaitEnd(ProcessHandle process) throws IOException {
    Instant deadline = Instant.now().plus(PATIENCE);
    try {
      while (isOurs(process) && Instant.now().isBefore(deadline)) {
        process.onExit().completeOnTimeout(process, 50, TimeUnit.MILLISECONDS).get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IOException("cannot wait for process " + process.pid(), e);
    }
  }
}
