package io.sluice.gateway;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.gateway.http.HttpConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway needs to know.
 *
 * @param contract the OpenAPI file
 * @param kafka null where every operation goes over the event bus
 * @param maxWaitingCalls how many calls over Kafka may wait for a reply at once; 503 above it
 * @param eventLoops on how many of them HTTP is served
 */
public record GatewayConfig(
    HttpConfig http,
    Path contract,
    @Nullable KafkaConfig kafka,
    int maxWaitingCalls,
    int eventLoops) {

  public GatewayConfig {
    if (maxWaitingCalls < 1 || maxWaitingCalls > 1_000_000) {
      throw new IllegalArgumentException(
          "gateway.max-waiting-calls is " + maxWaitingCalls + "; it is between 1 and 1000000");
    }
    if (eventLoops < 1 || eventLoops > 256) {
      throw new IllegalArgumentException(
          "gateway.event-loops is " + eventLoops + "; it is between 1 and 256");
    }
  }

  /** Defaults: 20,000 waiting calls, an event loop for each processor. */
  public static GatewayConfig of(HttpConfig http, Path contract, @Nullable KafkaConfig kafka) {
    return new GatewayConfig(
        http, contract, kafka, 20_000, Runtime.getRuntime().availableProcessors());
  }
}
