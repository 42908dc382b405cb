package io.sluice.gateway.http;

import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.gateway.call.CallOutcome;
import io.sluice.gateway.call.Wishes;
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
   * What the header {@code Preference-Applied} says of an answer: what was done, and nothing that
   * was only asked for. Empty without the header.
   *
   * @param wishes what the operation made of the preferences
   */
  Optional<String> applied(Wishes wishes, CallOutcome outcome) {
    boolean async = respondAsync && outcome instanceof CallOutcome.Accepted;
    Duration wait = wishes.patience();
    if (wait == null || !isOfAWait(outcome)) {
      return async ? Optional.of(PreferHeader.RESPOND_ASYNC) : Optional.empty();
    }
    String waited = waited(wait);
    return Optional.of(async ? PreferHeader.RESPOND_ASYNC + ", " + waited : waited);
  }

  /** What the header says of a wait of at most so long. */
  static String waited(Duration limit) {
    return PreferHeader.WAIT + "=" + wholeSeconds(limit);
  }

  /** What is refused at once, or known from before, nobody has waited for. */
  private static boolean isOfAWait(CallOutcome outcome) {
    return switch (outcome) {
      case CallOutcome.Ended(Outcome.Answered reply) -> true;
      case CallOutcome.Ended(Outcome.Unanswered none) -> none.failure() == Failure.TIMED_OUT;
      case CallOutcome.Recorded recorded -> true;
      case CallOutcome.DeadLettered aside -> true;
      case CallOutcome.Accepted accepted -> true;
      case CallOutcome.OutOfTime late -> true;
      case CallOutcome.InProgress first -> false;
      case CallOutcome.KeyReused other -> false;
      case CallOutcome.Gone gone -> false;
    };
  }

  /** Never less: it is a bound. */
  private static long wholeSeconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
