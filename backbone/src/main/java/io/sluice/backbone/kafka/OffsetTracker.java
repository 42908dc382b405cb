package io.sluice.backbone.kafka;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Which records of one partition are unfinished, and so how far its offset may be committed: to the
 * lowest of them. Confined to the consumer's thread; what it gives out is not.
 */
final class OffsetTracker {

  private static final long NOTHING = -1;

  /**
   * Records are read in the order of their offsets, so the first in is the lowest; what is finished
   * leaves when it is the first.
   */
  private final Queue<TrackedOffset> inOrder = new ArrayDeque<>();

  private long end;
  private long committed;

  /**
   * @param start the first offset that will be read
   */
  OffsetTracker(long start) {
    end = start;
    committed = start;
  }

  TrackedOffset read(long offset) {
    if (offset < end) {
      throw new IllegalArgumentException("offset " + offset + " was read before");
    }
    var tracked = new TrackedOffset(offset);
    inOrder.add(tracked);
    end = offset + 1;
    return tracked;
  }

  /** Everything below it is finished. */
  long committable() {
    TrackedOffset first = inOrder.peek();
    while (first != null && first.isFinished()) {
      inOrder.remove();
      first = inOrder.peek();
    }
    return first == null ? end : first.offset();
  }

  boolean hasProgress() {
    return committable() > committed;
  }

  void commitSent(long offset) {
    committed = offset;
  }

  /** What is finished has to be committed again, also when nothing more ends. */
  void commitFailed() {
    committed = NOTHING;
  }

  /** How many records a crash now would bring back. */
  long span() {
    return end - committable();
  }
}
