package io.sluice.gateway;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.cluster.node.KafkaKeys;
import io.sluice.cluster.node.NodeProcess;
import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import io.sluice.gateway.auth.AuthConfig;
import io.sluice.gateway.http.HttpConfig;
import io.sluice.gateway.invocation.LedgerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway needs to know.
 *
 * @param contract the OpenAPI file
 * @param kafka null where every operation goes over the event bus
 * @param ledger null where no operation is durable
 * @param auth who may call
 * @param maxWaitingCalls how many calls over Kafka may wait for a reply at once; 503 above it
 * @param eventLoops on how many of them HTTP is served
 * @param drain how long a stop waits for the calls under way
 */
public record GatewayConfig(
    HttpConfig http,
    Path contract,
    @Nullable KafkaConfig kafka,
    @Nullable LedgerConfig ledger,
    AuthConfig auth,
    int maxWaitingCalls,
    int eventLoops,
    Drain drain) {

  static final Key<Path> CONTRACT =
      Key.required(
          "gateway.contract", ValueType.path(), "the OpenAPI file that says what clients may call");
  private static final Key<Integer> MAX_WAITING =
      Key.preset(
          "gateway.max-waiting-calls",
          "20000",
          ValueType.integer(1, 1_000_000),
          "how many calls over Kafka may wait for a reply at once; then 503");
  private static final Key<Integer> EVENT_LOOPS =
      Key.optional(
          "gateway.event-loops",
          ValueType.integer(1, 256),
          "on how many event loops HTTP is served; unset: one for each processor");

  /** What an operator can set, without HTTP and Kafka. */
  static final List<Key<?>> KEYS = List.of(CONTRACT, MAX_WAITING, EVENT_LOOPS);

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

  /** As the operator has set it. */
  static GatewayConfig from(Settings settings) {
    KafkaConfig kafka = KafkaKeys.read(settings, KafkaConfig::new).orElse(null);
    return new GatewayConfig(
        HttpConfig.from(settings),
        settings.get(CONTRACT),
        kafka,
        LedgerConfig.from(settings).orElse(null),
        AuthConfig.from(settings),
        settings.get(MAX_WAITING),
        settings.find(EVENT_LOOPS).orElseGet(GatewayConfig::processors),
        Drain.within(settings.get(NodeProcess.GRACE_TIME)));
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The same, but for how long a stop waits. */
  public GatewayConfig with(Drain other) {
    return new GatewayConfig(
        http, contract, kafka, ledger, auth, maxWaitingCalls, eventLoops, other);
  }

  /** The same with a ledger, so that operations may be durable. */
  public GatewayConfig with(LedgerConfig other) {
    return new GatewayConfig(
        http, contract, kafka, other, auth, maxWaitingCalls, eventLoops, drain);
  }

  /** The same for these callers only. */
  public GatewayConfig with(AuthConfig other) {
    return new GatewayConfig(
        http, contract, kafka, ledger, other, maxWaitingCalls, eventLoops, drain);
  }

  /**
   * Defaults: no ledger, callers that nobody asks who they are, 20,000 waiting calls, an event loop
   * for each processor, a grace time of 30 s.
   */
  public static GatewayConfig of(HttpConfig http, Path contract, @Nullable KafkaConfig kafka) {
    return new GatewayConfig(
        http,
        contract,
        kafka,
        null,
        new AuthConfig(Map.of()),
        20_000,
        processors(),
        Drain.within(Duration.ofSeconds(30)));
  }
}
