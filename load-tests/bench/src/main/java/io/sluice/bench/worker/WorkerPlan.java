package io.sluice.bench.worker;

import java.time.Duration;
import java.util.List;

/**
 * What is measured of workers without a gateway.
 *
 * @param backlog how many commands lie there when a plain worker's reading begins
 * @param entries how many commands a transactional worker's reading has
 * @param widths how many of them are under way
 * @param heap how many commands the plain worker's heap is watched over; 0 for not at all
 * @param mostOthers the part of the machine, 0 to 1, that others may have in a reading that counts
 */
public record WorkerPlan(
    int rounds,
    Duration warmUp,
    long backlog,
    long entries,
    List<Integer> widths,
    long heap,
    double mostOthers) {

  /** A transaction takes so much longer than a plain handler. */
  private static final int HEAP_PLAIN_TO_TRANSACTIONAL = 10;

  public WorkerPlan {
    widths = List.copyOf(widths);
    if (rounds < 1 || backlog < 1 || entries < 1 || heap < 0) {
      throw new IllegalArgumentException("rounds and commands are positive");
    }
  }

  long heapOfTransactional() {
    return heap / HEAP_PLAIN_TO_TRANSACTIONAL;
  }
}
