package io.sluice.backbone.deadletter;

import io.sluice.backbone.kafka.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what lies in a topic, without a group. Blocks; every wait ends at the limit that it was
 * opened with. Used by one thread.
 */
final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String servers;
  private final Duration limit;
  private final long end;

  TopicReader(KafkaConfig config, Duration limit) {
    this.servers = config.bootstrapServers();
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
    this.consumer =
        new KafkaConsumer<>(
            config.client(
                Map.of(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis())),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * A topic's partitions, in order.
   *
   * @throws IllegalStateException when there is no such topic, or no broker answers
   */
  List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> found;
    try {
      found = consumer.partitionsFor(topic);
    } catch (KafkaException e) {
      throw unanswered(topic, e);
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("Kafka has no topic " + topic);
    }
    return found.stream()
        .map(PartitionInfo::partition)
        .sorted()
        .map(number -> new TopicPartition(topic, number))
        .toList();
  }

  /**
   * Shows each record from the offset to what is the end now, for as long as it is wanted.
   *
   * @param wanted gets a record; false ends it
   */
  void read(TopicPartition partition, long from, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    try {
      consumer.assign(List.of(partition));
      long last = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(first, from));
      while (consumer.position(partition) < last) {
        requireTime();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() >= last || !wanted.test(record)) {
            return;
          }
        }
      }
    } catch (KafkaException e) {
      throw unanswered(partition.topic(), e);
    }
  }

  /** The record at exactly this place, if it is there still. */
  Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
    List<ConsumerRecord<byte[], byte[]>> next = new ArrayList<>(1);
    read(
        partition,
        offset,
        record -> {
          next.add(record);
          return false;
        });
    return next.stream().filter(record -> record.offset() == offset).findFirst();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void requireTime() {
    if (System.nanoTime() - end > 0) {
      throw new IllegalStateException(
          "reading took longer than " + limit.toSeconds() + " s; it was given up");
    }
  }

  private IllegalStateException unanswered(String topic, KafkaException failure) {
    return failure instanceof TimeoutException
        ? new IllegalStateException("Kafka does not answer at " + servers, failure)
        : new IllegalStateException(
            "the topic " + topic + " cannot be read: " + failure.getMessage(), failure);
  }
}
