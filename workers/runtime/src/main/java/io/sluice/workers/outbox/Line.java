package io.sluice.workers.outbox;

import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of one stream and key on this node, of which one at a time is on its way. Confined to
 * one context.
 */
final class Line {

  private final TreeMap<Long, Pending> waiting = new TreeMap<>();
  private @Nullable Pending onItsWay;
  private long acknowledged;

  void add(Pending event) {
    waiting.put(event.sequence(), event);
  }

  /** The next that may be sent: the one before it is acknowledged, by us or by whoever had it. */
  Optional<Pending> next() {
    if (onItsWay != null || waiting.isEmpty()) {
      return Optional.empty();
    }
    Pending first = waiting.firstEntry().getValue();
    if (!first.isFirst() && first.sequence() != acknowledged + 1) {
      return Optional.empty();
    }
    waiting.pollFirstEntry();
    onItsWay = first;
    return Optional.of(first);
  }

  void acknowledged(Pending event) {
    onItsWay = null;
    acknowledged = Math.max(acknowledged, event.sequence());
  }

  /** Nothing is on its way or waits; what was acknowledged last has no row any more. */
  boolean isOver(long deleted) {
    return onItsWay == null && waiting.isEmpty() && acknowledged <= deleted;
  }

  /** Whether it waits for an event that this node does not have. */
  boolean isStuck() {
    return onItsWay == null && !waiting.isEmpty();
  }

  long waitingBytes() {
    return waiting.values().stream().mapToLong(Pending::bytes).sum();
  }
}
