package io.sluice.backbone.eventbus;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a node is trusted with work. After {@value #FAILURES} calls in a row without an answer it
 * is out for a while; then one call at a time tries it, until one is answered. Each time in a row
 * it is out twice as long. Thread-safe.
 */
final class Ejection {

  private static final int FAILURES = 5;
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 4;

  private volatile int failures;
  private int times;
  private Instant until = Instant.MIN;
  private boolean probing;

  /** Not while it is out, nor while one call tries it. */
  boolean isTrusted(Instant now) {
    return failures < FAILURES || isDueForProbe(now);
  }

  /** A call is sent there. */
  void sent(Instant now) {
    if (failures >= FAILURES) {
      startProbe(now);
    }
  }

  void answered() {
    if (failures > 0) {
      reset();
    }
  }

  /**
   * A call ended without an answer.
   *
   * @return true when the node is out from now on
   */
  synchronized boolean failed(Instant now) {
    failures = Math.min(failures + 1, FAILURES);
    boolean out = failures >= FAILURES && (probing || until.equals(Instant.MIN));
    if (out) {
      until = now.plus(FIRST.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS)));
      times++;
      probing = false;
    }
    return out;
  }

  /**
   * A call was given up, which says nothing of the node; if it was the one that tries it, another
   * may.
   */
  void withdrawn() {
    if (failures >= FAILURES) {
      endProbe();
    }
  }

  private synchronized void endProbe() {
    probing = false;
  }

  private synchronized boolean isDueForProbe(Instant now) {
    return !probing && !now.isBefore(until);
  }

  private synchronized void startProbe(Instant now) {
    if (isDueForProbe(now)) {
      probing = true;
    }
  }

  private synchronized void reset() {
    failures = 0;
    times = 0;
    until = Instant.MIN;
    probing = false;
  }
}
