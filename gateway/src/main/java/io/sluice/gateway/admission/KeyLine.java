package io.sluice.gateway.admission;

/**
 * The calls of one key, of which workers run one after the other: how many are under way from here,
 * and how long each takes the line. Calls of other gateways on the same key make those times
 * longer, so they are counted without being seen. Not thread-safe.
 */
final class KeyLine {

  /** More than come with one poll of replies: all but the first of those seem to take no time. */
  private static final int REMEMBERED = 16;

  private final long[] times = new long[REMEMBERED];
  private long ended;
  private long lastEnd;
  private int underWay;

  KeyLine(long now) {
    this.lastEnd = now;
  }

  void enter() {
    underWay++;
  }

  void leave() {
    underWay--;
  }

  /**
   * A call has its answer. Where it has waited for others, it took the line as long as the answer
   * before it is ago; else no longer than its own work.
   */
  void answered(long start, long now, long workNanos, boolean hasWaited) {
    long distance = Math.min(now - start, now - lastEnd);
    end(hasWaited ? distance : Math.min(distance, workNanos), now);
  }

  /** A call has none after its whole time. */
  void unanswered(long limitNanos, long now) {
    end(limitNanos, now);
  }

  boolean isEmpty() {
    return underWay == 0;
  }

  /** How long it takes until all that are under way are answered; 0 while that cannot be said. */
  double aheadNanos() {
    return underWay * meanTime();
  }

  private void end(long taken, long now) {
    times[(int) (ended++ % REMEMBERED)] = taken;
    lastEnd = now;
    underWay--;
  }

  /** Without the longest: the one after a worker's death says nothing of those to come. */
  private double meanTime() {
    long known = Math.min(ended, REMEMBERED);
    if (known < 2) {
      return 0;
    }
    long sum = 0;
    long longest = 0;
    for (int i = 0; i < known; i++) {
      sum += times[i];
      longest = Math.max(longest, times[i]);
    }
    return (double) (sum - longest) / (known - 1);
  }
}
