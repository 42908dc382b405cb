package io.sluice.bench;

import io.sluice.bench.load.Load;
import java.time.Duration;
import java.util.List;

/**
 * What a run measures, and how long.
 *
 * @param systems their ids; they take turns in this order
 * @param warmUp how long each system is called at least before anything counts
 * @param window how long the calls of one reading count
 * @param mostOthers the part of the machine, 0 to 1, that others may have in a reading that counts
 */
record BenchPlan(
    List<String> systems,
    List<Load> loads,
    int rounds,
    Duration warmUp,
    Duration window,
    double mostOthers) {

  /** Calls before a window opens: connections are made, and the load before has ended. */
  static final Duration SETTLE = Duration.ofMillis(700);

  BenchPlan {
    systems = List.copyOf(systems);
    loads = List.copyOf(loads);
    if (systems.isEmpty() || loads.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to measure");
    }
    if (rounds < 1 || window.isNegative() || window.isZero() || warmUp.isNegative()) {
      throw new IllegalArgumentException("rounds and durations are positive");
    }
  }

  /** About how long it takes, starts not counted. */
  Duration length() {
    var reading = window.plus(SETTLE).plusMillis(200);
    return warmUp
        .multipliedBy(5L * systems.size())
        .plus(reading.multipliedBy((long) rounds * systems.size() * loads.size()));
  }
}
