package io.sluice.gateway.admission;

/**
 * The calls of one key, of which workers run one after the other: how many are under way from here,
 * and at what distances their answers come. Calls of other gateways on the same key make those
 * distances longer, so they are counted without being seen. Not thread-safe.
 */
final class KeyLine {

  private static final int REMEMBERED = 8;

  private final long[] distances = new long[REMEMBERED];
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

  /** A call has its answer: the distance is to the answer before it or, if none waited, its own. */
  void answered(long start, long now) {
    end(Math.min(now - start, now - lastEnd), now);
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
    return underWay * meanDistance();
  }

  private void end(long distance, long now) {
    distances[(int) (ended++ % REMEMBERED)] = distance;
    lastEnd = now;
    underWay--;
  }

  /** Without the longest: the one after a worker's death says nothing of those to come. */
  private double meanDistance() {
    long known = Math.min(ended, REMEMBERED);
    if (known < 2) {
      return 0;
    }
    long sum = 0;
    long longest = 0;
    for (int i = 0; i < known; i++) {
      sum += distances[i];
      longest = Math.max(longest, distances[i]);
    }
    return (double) (sum - longest) / (known - 1);
  }
}
