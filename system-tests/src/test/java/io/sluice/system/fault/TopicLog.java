package io.sluice.system.fault;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The commands that the broker has. */
final class TopicLog {

  private static final String TOPIC = "fault.commands";

  private TopicLog() {}

  /**
   * One command.
   *
   * @param expiry its deadline
   */
  record Entry(long nonce, String key, Instant expiry) {}

  /** All commands; those of one key stand in the order that they are promised to run in. */
  static List<Entry> read(String bootstrapServers) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    List<Entry> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(TOPIC).stream()
              .map(one -> new TopicPartition(TOPIC, one.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> found.add(entry(record)));
      }
    }
    return found;
  }

  private static Entry entry(ConsumerRecord<String, byte[]> record) {
    var data = Buffer.buffer(record.value()).toJsonObject();
    byte[] expiry = record.headers().lastHeader("ce_expirytime").value();
    return new Entry(
        data.getLong("nonce"),
        data.getString("key"),
        Instant.parse(new String(expiry, StandardCharsets.UTF_8)));
  }
}
