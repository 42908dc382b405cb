package io.sluice.system.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One start of a handler, as its worker wrote it down.
 *
 * @param worker on which it started
 * @param attempt of the command
 * @param expiry the command's deadline
 * @param ended when the handler was done; empty where its process died before
 */
record Effect(
    long nonce,
    String key,
    String operation,
    String worker,
    int attempt,
    Instant started,
    Instant expiry,
    Optional<Instant> ended) {

  /** All that a worker has written; none where it never started. */
  static List<Effect> read(String worker, Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    Map<Long, Effect> running = new HashMap<>();
    List<Effect> ended = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(" ", -1);
      Effect before =
          parts[0].equals("end")
              ? running.remove(Long.parseLong(parts[1]))
              : running.put(Long.parseLong(parts[0]), of(worker, parts));
      if (before != null) {
        ended.add(parts[0].equals("end") ? before.endedAt(at(parts[2])) : before);
      }
    }
    ended.addAll(running.values());
    return ended;
  }

  /** By how much the start came after the deadline; negative where it did not. */
  Duration lateness() {
    return Duration.between(expiry, started);
  }

  private Effect endedAt(Instant end) {
    return new Effect(nonce, key, operation, worker, attempt, started, expiry, Optional.of(end));
  }

  private static Effect of(String worker, String[] parts) {
    return new Effect(
        Long.parseLong(parts[0]),
        parts[1],
        parts[2],
        worker,
        Integer.parseInt(parts[3]),
        at(parts[4]),
        at(parts[5]),
        Optional.empty());
  }

  private static Instant at(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }
}
