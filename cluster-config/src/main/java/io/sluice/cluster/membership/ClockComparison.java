package io.sluice.cluster.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How this node's clock stands to the others'. Not thread-safe.
 *
 * <p>A message takes its time, so a clock looks slower than it is by the delay; of the last few
 * looks the greatest is the nearest.
 */
final class ClockComparison {

  private static final int LOOKS = 5;

  private final Map<String, Deque<Duration>> ahead = new HashMap<>();
  private final Duration tolerance;

  /**
   * Nobody has been heard.
   *
   * @param tolerance by how much two clocks may differ
   */
  ClockComparison(Duration tolerance) {
    this.tolerance = tolerance;
  }

  /** The other node sent its time, which arrived when it was {@code here} on this node. */
  void hears(String node, Instant there, Instant here) {
    Deque<Duration> looks = ahead.computeIfAbsent(node, first -> new ArrayDeque<>(LOOKS));
    if (looks.size() == LOOKS) {
      looks.removeFirst();
    }
    looks.addLast(Duration.between(here, there));
  }

  /** Forgets all but these. */
  void keep(Set<String> nodes) {
    ahead.keySet().retainAll(nodes);
  }

  /** How far the others are ahead, by their median; zero without others. */
  Duration offset() {
    List<Duration> sorted = ahead.values().stream().map(Collections::max).sorted().toList();
    return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() - 1) / 2);
  }

  /**
   * Whether most of the others differ from this clock. Of two nodes neither can know whose clock is
   * right: then it is both.
   */
  boolean isWrong() {
    long differing =
        ahead.values().stream()
            .map(Collections::max)
            .filter(one -> one.abs().compareTo(tolerance) > 0)
            .count();
    return differing * 2 > ahead.size();
  }
}
