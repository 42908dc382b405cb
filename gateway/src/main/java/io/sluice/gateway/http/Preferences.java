package io.sluice.gateway.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client prefers to be answered (RFC 7240 section 4).
 *
 * @param respondAsync by an acceptance, rather than by the end
 * @param patience how long it waits at most; null where it does not say
 */
record Preferences(boolean respondAsync, @Nullable Duration patience) {

  /** Nothing is preferred. */
  static final Preferences NONE = new Preferences(false, null);

  /**
   * What the header {@code Preference-Applied} says of an answer; empty without the header.
   *
   * @param accepted whether the answer is an acceptance
   * @param longest how long the operation lets anybody wait
   */
  Optional<String> applied(boolean accepted, Duration longest) {
    boolean async = respondAsync && accepted;
    if (patience == null) {
      return async ? Optional.of(PreferHeader.RESPOND_ASYNC) : Optional.empty();
    }
    Duration applied = patience.compareTo(longest) < 0 ? patience : longest;
    String waited = PreferHeader.WAIT + "=" + wholeSeconds(applied);
    return Optional.of(async ? PreferHeader.RESPOND_ASYNC + ", " + waited : waited);
  }

  /** Never less: it is a bound. */
  private static long wholeSeconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
