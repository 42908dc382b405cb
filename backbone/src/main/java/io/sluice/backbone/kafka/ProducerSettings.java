package io.sluice.backbone.kafka;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BUFFER_MEMORY_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.METADATA_MAX_AGE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.METADATA_MAX_IDLE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;

import java.time.Duration;
import java.util.Map;

/** How every producer of ours is set, and why. */
final class ProducerSettings {

  static final long BUFFER_BYTES = 64L * 1024 * 1024;

  private static final int ANSWER_MILLIS = 5_000;

  static final Map<String, Object> ALL =
      Map.of(
          ACKS_CONFIG,
          "all",
          ENABLE_IDEMPOTENCE_CONFIG,
          true,
          // Batches come from load: waiting for more costs every quiet call its whole wait.
          LINGER_MS_CONFIG,
          0,
          // They cannot follow each call; a call's deadline is the gateway's own timer.
          REQUEST_TIMEOUT_MS_CONFIG,
          ANSWER_MILLIS,
          DELIVERY_TIMEOUT_MS_CONFIG,
          ANSWER_MILLIS,
          // send() runs on an event loop: rather refuse than wait for metadata or memory.
          MAX_BLOCK_MS_CONFIG,
          0,
          // A topic that was quiet for a while must not be forgotten: its next send would fail.
          METADATA_MAX_IDLE_CONFIG,
          Duration.ofDays(365).toMillis(),
          METADATA_MAX_AGE_CONFIG,
          30_000,
          BUFFER_MEMORY_CONFIG,
          BUFFER_BYTES);

  private ProducerSettings() {}
}
