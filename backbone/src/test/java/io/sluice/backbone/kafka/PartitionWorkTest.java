package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a revocation waits for. */
@Timeout(value = 10, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PartitionWorkTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final PartitionWork partition = new PartitionWork(new TopicPartition("t", 0), 0, 10);

  @Test
  void nothingIsWaitedForWhereNothingRuns() {
    assertTrue(partition.tryStart());
    partition.end();
    partition.revoke();

    partition.awaitIdle(after(LONG));
  }

  @Test
  void whatRunsIsWaitedForUntilTheLastOfItEnds() throws InterruptedException {
    assertTrue(partition.tryStart());
    assertTrue(partition.tryStart());
    partition.revoke();
    var waiter = Thread.ofPlatform().start(() -> partition.awaitIdle(after(LONG)));
    partition.end();
    eventually("it waits", () -> waiter.getState() == Thread.State.TIMED_WAITING);

    partition.end();

    waiter.join();
    assertTrue(partition.isIdle());
  }

  @Test
  void whatWouldStartAfterwardsDoesNotAndIsNotWaitedFor() {
    partition.revoke();

    assertFalse(partition.tryStart());
    partition.awaitIdle(after(LONG));
  }

  @Test
  void whatDoesNotEndIsWaitedForNoLongerThanThat() {
    assertTrue(partition.tryStart());
    partition.revoke();

    partition.awaitIdle(after(Duration.ofMillis(50)));

    assertFalse(partition.isIdle());
  }

  private static long after(Duration time) {
    return System.nanoTime() + time.toNanos();
  }
}
