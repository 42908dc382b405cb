package io.sluice.system.fault;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When the gateways knew that a worker was lost, as their logs say. */
final class LossLog {

  private static final Duration NEVER = Duration.ofDays(1);

  private LossLog() {}

  /**
   * The moment by which each of these logs had told of a loss after the fault; a day later where
   * one has not.
   */
  static Instant known(List<Path> logs, Instant struck) throws IOException {
    Instant known = struck;
    for (Path log : logs) {
      Instant first = first(log, struck);
      known = first.isAfter(known) ? first : known;
    }
    return known;
  }

  private static Instant first(Path log, Instant struck) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("\"worker lost\""))
        .map(line -> Instant.ofEpochMilli(new JsonObject(line).getLong("timestamp")))
        .filter(time -> !time.isBefore(struck))
        .min(Instant::compareTo)
        .orElse(struck.plus(NEVER));
  }
}
