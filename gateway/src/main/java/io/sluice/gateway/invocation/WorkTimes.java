package io.sluice.gateway.invocation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the invocations of each operation take lately, for those who ask when to come back.
 * Thread-safe.
 */
final class WorkTimes {

  /** An end counts as much as all of those before it that are more than some ten ends back. */
  private static final double WEIGHT = 0.1;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Map<String, Double> nanos = new ConcurrentHashMap<>();

  /** An invocation has ended. */
  void ended(String operation, Duration took) {
    double now = Math.max(0, took.toNanos());
    nanos.merge(operation, now, (mean, newest) -> mean + WEIGHT * (newest - mean));
  }

  /** After how long one that goes on may have ended: 1 s to 1 min, in whole seconds. */
  Duration pause(String operation) {
    long seconds = (long) Math.ceil(nanos.getOrDefault(operation, 0.0) / 1e9);
    return Duration.ofSeconds(Math.clamp(seconds, SHORTEST.toSeconds(), LONGEST.toSeconds()));
  }
}
