package io.sluice.workers.handler;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a command whose handler failed is run, and with which pauses: each twice as long as the
 * one before, and half of each by chance.
 *
 * @param attempts how many runs there are at most, the first among them
 * @param first the pause after the first failure
 * @param longest no pause is longer
 */
public record Retry(int attempts, Duration first, Duration longest) {

  private static final int MOST_ATTEMPTS = 1_000;
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration LONGEST_ALLOWED = Duration.ofHours(24);

  public Retry {
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "a retry has " + attempts + " attempts; it is 1 to " + MOST_ATTEMPTS);
    }
    if (first.toMillis() < 1) {
      throw new IllegalArgumentException("a retry's pauses are from " + first + "; it is 1 ms up");
    }
    if (longest.compareTo(first) < 0 || longest.compareTo(LONGEST_ALLOWED) > 0) {
      throw new IllegalArgumentException(
          "a retry's pauses are from %s to %s; the longest is between the first and %s"
              .formatted(first, longest, LONGEST_ALLOWED));
    }
  }

  /** So many runs, with pauses from 100 ms to one minute. */
  public static Retry upTo(int attempts) {
    return new Retry(attempts, FIRST, LONGEST);
  }

  /** The same with another pause after the first failure. */
  public Retry from(Duration pause) {
    return new Retry(attempts, pause, pause.compareTo(longest) > 0 ? pause : longest);
  }

  /** The same with another bound of its pauses. */
  public Retry to(Duration pause) {
    return new Retry(attempts, first, pause);
  }

  /**
   * The pause after the attempt with this number; those who failed together do not come together.
   */
  public Duration pauseAfter(int attempt) {
    long doubled = first.toMillis() << Math.min(attempt - 1, 30);
    long whole = doubled < first.toMillis() ? longest.toMillis() : doubled;
    long pause = Math.min(whole, longest.toMillis());
    return Duration.ofMillis(pause - ThreadLocalRandom.current().nextLong(pause / 2 + 1));
  }
}
