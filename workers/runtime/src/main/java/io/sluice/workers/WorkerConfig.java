package io.sluice.workers;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.cluster.node.KafkaKeys;
import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a worker node runs its services.
 *
 * @param kafka null on a node that serves the event bus only
 * @param capacity how many commands a service takes at once, from each transport
 * @param handlerTimeout how long a handler may take before it is answered for
 */
public record WorkerConfig(@Nullable KafkaConfig kafka, int capacity, Duration handlerTimeout) {

  private static final Key<Integer> CAPACITY =
      Key.preset(
          "worker.capacity",
          "256",
          ValueType.integer(1, 100_000),
          "how many commands a service takes at once, from each transport");
  private static final Key<Duration> HANDLER_TIMEOUT =
      Key.preset(
          "worker.handler-timeout",
          "60s",
          ValueType.duration(Duration.ofMillis(1), Duration.ofHours(24)),
          "how long a handler may take before it is answered for");

  /** What an operator can set, without Kafka. */
  static final List<Key<?>> KEYS = List.of(CAPACITY, HANDLER_TIMEOUT);

  public WorkerConfig {
    if (capacity < 1 || capacity > 100_000) {
      throw new IllegalArgumentException(
          "worker.capacity is " + capacity + "; it is between 1 and 100000");
    }
    if (handlerTimeout.toMillis() < 1) {
      throw new IllegalArgumentException(
          "worker.handler-timeout is " + handlerTimeout + "; it is 1 ms or more");
    }
  }

  /** As the operator has set it. */
  static WorkerConfig from(Settings settings) {
    KafkaConfig kafka = KafkaKeys.read(settings, KafkaConfig::new).orElse(null);
    return new WorkerConfig(kafka, settings.get(CAPACITY), settings.get(HANDLER_TIMEOUT));
  }

  public static WorkerConfig over(@Nullable KafkaConfig kafka) {
    return new WorkerConfig(kafka, 256, Duration.ofSeconds(60));
  }
}
