package io.sluice.workers;

import io.sluice.backbone.kafka.KafkaConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a worker node runs its services.
 *
 * @param kafka null on a node that serves the event bus only
 * @param capacity how many commands a service takes at once, from each transport
 * @param handlerTimeout how long a handler may take before it is answered for
 */
public record WorkerConfig(@Nullable KafkaConfig kafka, int capacity, Duration handlerTimeout) {

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

  public static WorkerConfig over(@Nullable KafkaConfig kafka) {
    return new WorkerConfig(kafka, 256, Duration.ofSeconds(60));
  }
}
