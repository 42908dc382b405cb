package io.sluice.bench.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.bench.system.WorkerSystems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One worker's replies, from the end of its lane on. */
final class ReplyLane implements AutoCloseable {

  private static final int FAILED = 400;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private long failures;

  ReplyLane(String bootstrapServers, int lane) {
    partition = new TopicPartition(WorkerSystems.REPLIES, lane);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    skip();
  }

  /** How many replies there have ever been, without reading them. */
  long end() {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** What was answered until now is not read. */
  void skip() {
    consumer.seekToEnd(List.of(partition));
    var unused = consumer.position(partition);
  }

  /** How many came, after a moment at most. */
  int poll() {
    var records = consumer.poll(Duration.ofMillis(100));
    records.forEach(this::look);
    return records.count();
  }

  /** How many of those that were read told a failure. */
  long failures() {
    return failures;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void look(ConsumerRecord<byte[], byte[]> reply) {
    Header status = reply.headers().lastHeader("ce_status");
    if (status != null && Integer.parseInt(new String(status.value(), US_ASCII)) >= FAILED) {
      failures++;
    }
  }
}
