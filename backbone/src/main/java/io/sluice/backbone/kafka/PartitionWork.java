package io.sluice.backbone.kafka;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What this consumer has in hand of one assigned partition. The tracker and the pause belong to the
 * consumer's thread; starting, waiting and ending of work comes from the context.
 */
final class PartitionWork {

  /** One slow record lets all behind it come back after a crash; that too has a limit. */
  private static final long MAX_SPAN = 20_000;

  private final TopicPartition partition;
  private final long start;
  private final OffsetTracker offsets;
  private final Backlog backlog;
  private final AtomicInteger running = new AtomicInteger();
  private final CountDownLatch idle = new CountDownLatch(1);
  private volatile boolean revoked;
  private volatile boolean held;
  private volatile @Nullable Suspects suspects;
  private boolean paused;
  private boolean tooManyWait;

  PartitionWork(TopicPartition partition, long start, int maxWaiting) {
    this.partition = partition;
    this.start = start;
    this.offsets = new OffsetTracker(start);
    this.backlog = new Backlog(maxWaiting);
  }

  TopicPartition partition() {
    return partition;
  }

  OffsetTracker offsets() {
    return offsets;
  }

  /** The records that wait for their key. */
  Backlog backlog() {
    return backlog;
  }

  /** Says no when the partition has gone: then the work is another consumer's. */
  boolean tryStart() {
    running.incrementAndGet();
    if (revoked) {
      end();
      return false;
    }
    return true;
  }

  void end() {
    if (running.decrementAndGet() == 0 && revoked) {
      idle.countDown();
    }
  }

  /** Nothing that has not started will start. */
  void revoke() {
    revoked = true;
    if (isIdle()) {
      idle.countDown();
    }
  }

  /**
   * Waits for what runs of it once it is revoked.
   *
   * @param nanoTime until when
   */
  void awaitIdle(long nanoTime) {
    try {
      boolean unused = idle.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isRevoked() {
    return revoked;
  }

  /** Nothing of it is read until it is known what is kept beside its topic. */
  void hold() {
    held = true;
  }

  /** It may be read. */
  void release(Suspects found) {
    suspects = found;
    held = false;
  }

  /** Those of its records that may have been begun before; null where nobody writes that down. */
  @Nullable Suspects suspects() {
    return suspects;
  }

  /** The first offset that is read of it. */
  long start() {
    return start;
  }

  /**
   * From which offset on nothing is taken for begun before, however much lies in the partition:
   * whoever had it read no further than the span above what it had finished. Where its commits were
   * late it may have; then ours are nearer to that after the next end.
   */
  long unreadFrom() {
    return start + 2 * MAX_SPAN;
  }

  boolean isIdle() {
    return running.get() == 0;
  }

  /** Whether reading it pauses, as it was told. */
  boolean isPaused() {
    return paused;
  }

  void pause(boolean pauses) {
    paused = pauses;
  }

  /** Whether nothing more of it may be read; asked by the consumer's thread. */
  boolean isFull() {
    tooManyWait = tooManyWait ? !backlog.isHalfFree() : backlog.isFull();
    return held || tooManyWait || offsets.span() > MAX_SPAN;
  }
}
