package io.sluice.backbone.kafka;

import java.util.LinkedHashSet;

/**
 * Which records of one partition are unfinished, and so how far its offset may be committed: to the
 * lowest of them. Confined to the consumer's thread.
 */
final class OffsetTracker {

  private static final long NOTHING = -1;

  /** Records are read in the order of their offsets, so the first in is the lowest. */
  private final LinkedHashSet<Long> unfinished = new LinkedHashSet<>();

  private long end;
  private long committed;

  /**
   * @param start the first offset that will be read
   */
  OffsetTracker(long start) {
    end = start;
    committed = start;
  }

  void read(long offset) {
    if (offset < end) {
      throw new IllegalArgumentException("offset " + offset + " was read before");
    }
    unfinished.add(offset);
    end = offset + 1;
  }

  void finish(long offset) {
    if (!unfinished.remove(offset)) {
      throw new IllegalArgumentException("offset " + offset + " is not under way");
    }
  }

  /** Everything below it is finished. */
  long committable() {
    return unfinished.isEmpty() ? end : unfinished.getFirst();
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
