package io.sluice.gateway.invocation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the invocations of each operation take lately, for those who ask when to come back.
 * Thread-safe.
 */
final class WorkTimes {

  /**
   * Each end moves the mean a tenth of the way to itself: of the mean, the last ten are two thirds.
   */
  private static final double WEIGHT = 0.1;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Map<String, Double> nanos = new ConcurrentHashMap<>();

  /** An invocation has ended. What took longer than anybody is told, a redriven one, is no more. */
  void ended(String operation, Duration took) {
    Duration most = took.compareTo(LONGEST) < 0 ? took : LONGEST;
    double now = Math.max(0, most.toNanos());
    nanos.merge(operation, now, (mean, newest) -> mean + WEIGHT * (newest - mean));
  }

  /** After how long one that goes on may have ended: 1 s to 1 min, in whole seconds. */
  Duration pause(String operation) {
    long seconds = (long) Math.ceil(nanos.getOrDefault(operation, 0.0) / 1e9);
    return Duration.ofSeconds(Math.clamp(seconds, SHORTEST.toSeconds(), LONGEST.toSeconds()));
  }
}
