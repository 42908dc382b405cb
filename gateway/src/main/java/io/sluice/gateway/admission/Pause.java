package io.sluice.gateway.admission;

import java.time.Duration;

/** How long a refused call is asked to stay away: whole seconds, 1 to 30. */
final class Pause {

  static final Duration LONGEST = Duration.ofSeconds(30);

  private Pause() {}

  static Duration of(double nanos) {
    long seconds = (long) Math.ceil(nanos / 1e9);
    return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST.toSeconds()));
  }
}
