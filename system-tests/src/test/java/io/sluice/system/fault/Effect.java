package io.sluice.system.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One start of a handler, as its worker wrote it down.
 *
 * @param worker on which it started
 * @param attempt of the command
 * @param expiry the command's deadline
 */
record Effect(
    long nonce,
    String key,
    String operation,
    String worker,
    int attempt,
    Instant started,
    Instant expiry) {

  /** All that a worker has written, in order; none where it never started. */
  static List<Effect> read(String worker, Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(line -> of(worker, line)).toList()
        : List.of();
  }

  /** By how much the start came after the deadline; negative where it did not. */
  Duration lateness() {
    return Duration.between(expiry, started);
  }

  private static Effect of(String worker, String line) {
    String[] parts = line.split(" ", -1);
    return new Effect(
        Long.parseLong(parts[0]),
        parts[1],
        parts[2],
        worker,
        Integer.parseInt(parts[3]),
        at(parts[4]),
        at(parts[5]));
  }

  private static Instant at(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }
}
