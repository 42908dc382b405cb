package io.sluice.backbone.kafka;

/** An offset that was read, and whether its record is finished. Any thread may say so, once. */
final class TrackedOffset {

  private final long offset;
  private volatile boolean finished;

  TrackedOffset(long offset) {
    this.offset = offset;
  }

  long offset() {
    return offset;
  }

  boolean isFinished() {
    return finished;
  }

  void finish() {
    if (finished) {
      throw new IllegalStateException("offset " + offset + " was finished before");
    }
    finished = true;
  }
}
