package io.sluice.backbone.kafka;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * What this consumer has in hand of one assigned partition. The tracker belongs to the consumer's
 * thread; starting and ending of work comes from the context.
 */
final class PartitionWork {

  private final TopicPartition partition;
  private final OffsetTracker offsets;
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean revoked;

  PartitionWork(TopicPartition partition, long start) {
    this.partition = partition;
    this.offsets = new OffsetTracker(start);
  }

  TopicPartition partition() {
    return partition;
  }

  OffsetTracker offsets() {
    return offsets;
  }

  /** Says no when the partition has gone: then the work is another consumer's. */
  boolean tryStart() {
    running.incrementAndGet();
    if (revoked) {
      running.decrementAndGet();
      return false;
    }
    return true;
  }

  void end() {
    running.decrementAndGet();
  }

  /** Nothing that has not started will start. */
  void revoke() {
    revoked = true;
  }

  boolean isIdle() {
    return running.get() == 0;
  }
}
