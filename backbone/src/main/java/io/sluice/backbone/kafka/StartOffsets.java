package io.sluice.backbone.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group begins to read a partition that it has committed nothing of: at the first record
 * that is not older than its topic's time, and where there is no time, at the first.
 *
 * <p>Not by {@code auto.offset.reset}, which decides as well when retention has overtaken the
 * group: that must never skip to the end.
 *
 * @param times by topic
 */
record StartOffsets(Map<String, Instant> times) {

  static final StartOffsets BEGINNING = new StartOffsets(Map.of());

  StartOffsets {
    times = Map.copyOf(times);
  }

  /** A listener that finds the positions before the other hears of the partitions. */
  ConsumerRebalanceListener before(
      Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener next) {
    return times.isEmpty() ? next : new Seeking(consumer, next);
  }

  private final class Seeking implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> consumer;
    private final ConsumerRebalanceListener next;

    private Seeking(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener next) {
      this.consumer = consumer;
      this.next = next;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      seek(partitions);
      next.onPartitionsAssigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      next.onPartitionsRevoked(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      next.onPartitionsLost(partitions);
    }

    private void seek(Collection<TopicPartition> partitions) {
      List<TopicPartition> timed =
          partitions.stream().filter(one -> times.containsKey(one.topic())).toList();
      if (timed.isEmpty()) {
        return;
      }
      Set<TopicPartition> fresh = new HashSet<>(timed);
      fresh.removeAll(committed(fresh));
      if (fresh.isEmpty()) {
        return;
      }
      // Asked for first: what comes after it is not older than the time that has no record yet.
      Map<TopicPartition, Long> ends = consumer.endOffsets(fresh);
      Map<TopicPartition, Long> wanted = new HashMap<>();
      fresh.forEach(one -> wanted.put(one, time(one).toEpochMilli()));
      Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
      for (TopicPartition one : fresh) {
        OffsetAndTimestamp first = found.get(one);
        consumer.seek(one, first == null ? ends.getOrDefault(one, 0L) : first.offset());
      }
    }

    private Instant time(TopicPartition partition) {
      return times.getOrDefault(partition.topic(), Instant.EPOCH);
    }

    private Set<TopicPartition> committed(Set<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> found = consumer.committed(partitions);
      Set<TopicPartition> committed = new HashSet<>(partitions);
      // Where nothing is committed there is no value, but a key.
      committed.removeIf(one -> found.get(one) == null);
      return committed;
    }
  }
}
