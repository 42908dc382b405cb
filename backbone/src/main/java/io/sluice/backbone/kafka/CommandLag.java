package io.sluice.backbone.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a consumer is behind its topics: from the lowest record that it has not finished to the
 * end, on the partitions that it has. Looked after once a second by the consumer's thread; read
 * from any.
 */
final class CommandLag {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration ASK = Duration.ofMillis(200);

  private volatile Map<String, Long> byTopic = Map.of();
  private long looked = System.nanoTime();

  long of(String topic) {
    return byTopic.getOrDefault(topic, 0L);
  }

  /** The partitions are others' now. */
  void clear() {
    byTopic = Map.of();
  }

  void look(Consumer<?, ?> consumer, Collection<PartitionWork> assigned) {
    if (System.nanoTime() - looked < EVERY.toNanos()) {
      return;
    }
    looked = System.nanoTime();
    Map<TopicPartition, Long> ends = ends(consumer, assigned);
    Map<String, Long> sums = new HashMap<>();
    for (PartitionWork one : assigned) {
      sums.merge(one.partition().topic(), lag(consumer, one, ends), Long::sum);
    }
    byTopic = Map.copyOf(sums);
  }

  private static long lag(
      Consumer<?, ?> consumer, PartitionWork one, Map<TopicPartition, Long> ends) {
    Long end = ends.get(one.partition());
    if (end != null) {
      return Math.max(0, end - one.offsets().committable());
    }
    // What the last fetch told; the first time after an assignment it may not know yet.
    OptionalLong unread = consumer.currentLag(one.partition());
    return unread.orElse(0) + one.offsets().span();
  }

  /** While reading pauses no fetch tells the end, and this is when it matters most. */
  private static Map<TopicPartition, Long> ends(
      Consumer<?, ?> consumer, Collection<PartitionWork> assigned) {
    List<TopicPartition> partitions =
        assigned.stream().filter(PartitionWork::isPaused).map(PartitionWork::partition).toList();
    if (partitions.isEmpty()) {
      return Map.of();
    }
    try {
      return consumer.endOffsets(partitions, ASK);
    } catch (KafkaException e) {
      // No answer now: it is asked again in a second.
      return Map.of();
    }
  }
}
