package io.sluice.backbone.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A failure that meets every call while it lasts, such as a broker that is away: it is worth a line
 * when it begins and one when it is over, and a number. Thread-safe; a success costs one read.
 */
public final class FailureSpell {

  /** What fails now and then in between is the same spell: lines stay few. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final LongAdder all = new LongAdder();
  private final InstantSource clock;
  private volatile boolean lasting;
  private long failures;
  private Instant last = Instant.MIN;

  public FailureSpell(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts a failure; true for the first of a spell. */
  public synchronized boolean beginsWithFailure() {
    all.increment();
    failures++;
    last = clock.instant();
    boolean begins = !lasting;
    lasting = true;
    return begins;
  }

  /**
   * Hears of a success.
   *
   * @return how many failures the spell had, when this success ends it: 10 s after the last failure
   */
  public OptionalLong endedBySuccess() {
    return lasting ? endUnlessRecent() : OptionalLong.empty();
  }

  /** How many failures there have ever been. */
  public long failures() {
    return all.sum();
  }

  private synchronized OptionalLong endUnlessRecent() {
    if (!lasting || clock.instant().isBefore(last.plus(QUIET))) {
      return OptionalLong.empty();
    }
    long had = failures;
    failures = 0;
    lasting = false;
    return OptionalLong.of(had);
  }
}
