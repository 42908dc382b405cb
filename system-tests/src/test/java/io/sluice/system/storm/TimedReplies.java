package io.sluice.system.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The replies on a lane as they come, and when the broker had each. */
final class TimedReplies implements AutoCloseable {

  private final Map<String, Instant> answered = new HashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  TimedReplies(String bootstrapServers, int lane) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partition = new TopicPartition("sluice.replies", lane);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** How many came, after a moment at most. */
  int poll() {
    int before = answered.size();
    consumer.poll(Duration.ofMillis(100)).forEach(this::take);
    return answered.size() - before;
  }

  int count() {
    return answered.size();
  }

  /** When the broker had the command's first reply; empty while there is none. */
  Optional<Instant> of(String command) {
    return Optional.ofNullable(answered.get(command));
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void take(ConsumerRecord<byte[], byte[]> reply) {
    String command = new String(reply.headers().lastHeader("ce_causationid").value(), UTF_8);
    answered.putIfAbsent(command, Instant.ofEpochMilli(reply.timestamp()));
  }
}
