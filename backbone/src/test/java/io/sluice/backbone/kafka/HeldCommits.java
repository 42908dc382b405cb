package io.sluice.backbone.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/** Kafka's consumer without a broker, whose commits end when the test says so. */
final class HeldCommits extends MockConsumer<byte[], byte[]> {

  private final Queue<Commit> commits = new ArrayDeque<>();
  private boolean rebalances;

  HeldCommits() {
    super("earliest");
  }

  private record Commit(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {}

  @Override
  public synchronized void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    commits.add(new Commit(offsets, callback));
  }

  @Override
  public synchronized void commitSync(
      Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    if (rebalances) {
      throw new RebalanceInProgressException();
    }
    super.commitAsync(offsets, null);
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    rebalances = false;
    return super.poll(timeout);
  }

  /** Until the next poll nobody may commit. */
  void rebalance() {
    rebalances = true;
  }

  int underWay() {
    return commits.size();
  }

  /** Ends the oldest. */
  void end(@Nullable Exception failure) {
    Commit commit = commits.remove();
    commit.callback().onComplete(commit.offsets(), failure);
  }
}
