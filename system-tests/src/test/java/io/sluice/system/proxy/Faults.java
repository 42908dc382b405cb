package io.sluice.system.proxy;

import java.time.Duration;
import java.util.Set;

/**
 * What a link does to its bytes.
 *
 * @param swallowed in these directions bytes and ends of connections vanish, and nobody is told
 * @param cutAfter each connection ends when so many bytes, both directions together, have passed
 *     from now on; 0 for never
 * @param latency by how much each piece is late
 */
record Faults(Set<Direction> swallowed, long cutAfter, Duration latency) {

  static final Faults NONE = new Faults(Set.of(), 0, Duration.ZERO);

  Faults {
    swallowed = Set.copyOf(swallowed);
  }

  boolean swallow(Direction direction) {
    return swallowed.contains(direction);
  }
}
