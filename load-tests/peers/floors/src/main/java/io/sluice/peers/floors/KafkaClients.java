package io.sluice.peers.floors;

import io.sluice.peers.launch.Arguments;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers and consumers as the library makes them, but for linger and acks. */
final class KafkaClients {

  /** Names the call that a reply belongs to. */
  static final String CORRELATION_ID = "correlation-id";

  /** Names the topic where the reply is waited for. */
  static final String REPLY_TO = "reply-to";

  private KafkaClients() {}

  static KafkaProducer<byte[], byte[]> producer(Arguments arguments) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            arguments.text("bootstrap"),
            ProducerConfig.LINGER_MS_CONFIG,
            arguments.number("linger", 0),
            ProducerConfig.ACKS_CONFIG,
            "all");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer that starts at the end, without a group. */
  static KafkaConsumer<byte[], byte[]> reader(Arguments arguments) {
    return consumer(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            arguments.text("bootstrap"),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false));
  }

  static KafkaConsumer<byte[], byte[]> member(Arguments arguments, String group) {
    return consumer(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            arguments.text("bootstrap"),
            ConsumerConfig.GROUP_ID_CONFIG,
            group));
  }

  /** A member that commits by itself, and begins at the beginning. */
  static KafkaConsumer<byte[], byte[]> committer(Arguments arguments, String group) {
    return consumer(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            arguments.text("bootstrap"),
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
