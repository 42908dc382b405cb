package io.sluice.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What came of the calls of one run. Filled on the event loop; read after the run.
 *
 * <p>Answers and latencies count while the window is open, faults always.
 */
public final class Tally {

  private static final long LONGEST_NANOS = 60_000_000_000L;

  private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
  private final Histogram delays = new Histogram(LONGEST_NANOS, 3);
  private boolean open;
  private long opened;
  private long closed;
  private long answered;
  private long wrong;
  private long unanswered;

  Tally() {}

  /** Of no calls at all. */
  public static Tally empty() {
    return new Tally();
  }

  void open(long now) {
    open = true;
    opened = now;
  }

  void close(long now) {
    open = false;
    closed = now;
  }

  void answered(long nanos) {
    if (open) {
      answered++;
      latencies.recordValue(within(nanos));
    }
  }

  void delayed(long nanos) {
    if (open) {
      delays.recordValue(within(nanos));
    }
  }

  void wrong() {
    wrong++;
  }

  void unanswered() {
    unanswered++;
  }

  /** Right answers while the window was open. */
  public long answers() {
    return answered;
  }

  /** Another status than 200, or not the order that was sent. */
  public long wrongAnswers() {
    return wrong;
  }

  /** No answer within ten seconds, or the connection was lost, or the call could not be sent. */
  public long missingAnswers() {
    return unanswered;
  }

  public double callsPerSecond() {
    return answered * 1e9 / Math.max(1, closed - opened);
  }

  /** From when the call was due to its whole answer. */
  public double latencyMillis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }

  /** How late the generator itself was; 0 in a closed loop, where nothing is due. */
  public double delayMillis(double percentile) {
    return delays.getTotalCount() == 0 ? 0 : delays.getValueAtPercentile(percentile) / 1e6;
  }

  private static long within(long nanos) {
    return Math.clamp(nanos, 0, LONGEST_NANOS);
  }
}
