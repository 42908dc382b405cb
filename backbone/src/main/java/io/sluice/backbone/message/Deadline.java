package io.sluice.backbone.message;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The instant after which nobody wants the work done. It is carried along whole; a hop never starts
 * a timeout of its own.
 *
 * @param at in whole milliseconds, as the wire has it
 */
public record Deadline(Instant at) {

  public Deadline {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  public static Deadline after(Duration timeout, Instant start) {
    return new Deadline(start.plus(timeout));
  }

  public boolean isPast(InstantSource clock) {
    return isPast(clock.instant());
  }

  public boolean isPast(Instant now) {
    return !now.isBefore(at);
  }

  /** What is left, never negative. */
  public Duration remaining(InstantSource clock) {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
