package io.sluice.gateway.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How long a new call of one operation would wait: by Little's law, the calls under way divided by
 * the answers a second. Thread-safe.
 *
 * <p>That alone would refuse a burst after a quiet time, when few answers came because few were
 * asked for. So a call is refused only where answers are slow as well: when they take, or have not
 * come for, more than a quarter of a call's time. Both are wanted early (decision 0016): what was
 * let in too much is seen only when its time is up.
 */
final class WorkAhead {

  /** So many are always let in: by their answers a service that was away is seen to be back. */
  private static final int ALWAYS = 16;

  private static final double FILL = 0.6;
  private static final double SLOW = 0.25;
  private static final long TICK_NANOS = 100_000_000;

  /** How long the pace and, much shorter, the latency are remembered. */
  private static final double PACE_MEMORY_NANOS = 1e9;

  private static final double LATENCY_MEMORY_NANOS = 1e8;

  private final AtomicInteger underWay = new AtomicInteger();
  private final LongAdder answered = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder endedNanos = new LongAdder();
  private final LongSupplier nanoTime;
  private final double limitNanos;
  private volatile long ticked;
  private volatile long lastEnd;
  private volatile double answersPerNano;
  private volatile double meanNanos;

  /**
   * Nothing is under way.
   *
   * @param limit how long a call may take
   * @param nanoTime {@link System#nanoTime}
   */
  WorkAhead(Duration limit, LongSupplier nanoTime) {
    this.limitNanos = limit.toNanos();
    this.nanoTime = nanoTime;
    this.ticked = nanoTime.getAsLong();
    this.lastEnd = ticked;
  }

  /** Counts a call in; not when it would wait too long. */
  boolean tryEnter() {
    long now = nanoTime.getAsLong();
    int before = underWay.getAndIncrement();
    if (before == 0) {
      lastEnd = now;
    }
    tick(now);
    if (before < ALWAYS || !isSlow(now) || before < limitNanos * FILL * answersPerNano) {
      return true;
    }
    underWay.decrementAndGet();
    return false;
  }

  /** Counts a call out that did not end with a worker's answer or by its time. */
  void leave() {
    underWay.decrementAndGet();
  }

  /** Counts a call out whose time was up. */
  void unanswered() {
    end((long) limitNanos);
  }

  /** Counts a call out. */
  void answered(long nanos) {
    lastEnd = nanoTime.getAsLong();
    answered.increment();
    end(nanos);
  }

  /** After how long the work ahead fits into a call's time again. */
  Duration pause() {
    double excess = underWay.get() - limitNanos * FILL * answersPerNano;
    return answersPerNano > 0 ? Pause.of(excess / answersPerNano) : Pause.LONGEST;
  }

  private void end(long nanos) {
    ended.increment();
    endedNanos.add(nanos);
    underWay.decrementAndGet();
  }

  private boolean isSlow(long now) {
    return Math.max(meanNanos, (double) (now - lastEnd)) > limitNanos * SLOW;
  }

  private void tick(long now) {
    if (now - ticked >= TICK_NANOS) {
      fold(now);
    }
  }

  private synchronized void fold(long now) {
    double passed = (double) (now - ticked);
    if (passed < TICK_NANOS) {
      return;
    }
    long ends = ended.sumThenReset();
    if (ends > 0) {
      double mean = (double) endedNanos.sumThenReset() / ends;
      meanNanos += weight(passed, LATENCY_MEMORY_NANOS) * (mean - meanNanos);
    }
    double pace = answered.sumThenReset() / passed;
    answersPerNano += weight(passed, PACE_MEMORY_NANOS) * (pace - answersPerNano);
    ticked = now;
  }

  /** Of what is new, in an average that forgets with this time constant. */
  private static double weight(double passed, double memory) {
    return 1 - Math.exp(-passed / memory);
  }
}
