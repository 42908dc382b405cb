package io.sluice.cluster.node;

import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** How nodes that use Kafka are told where it is. */
public final class KafkaKeys {

  public static final Key<String> BOOTSTRAP_SERVERS =
      Key.optional(
          "kafka.bootstrap-servers", ValueType.text(), "host:port of brokers, several with commas");

  /** A Kafka client's own names, with dots. */
  private static final Key<String> SECURITY =
      Key.optional(
              "kafka.security.*",
              ValueType.text(),
              "what a Kafka client needs to be let in: security.protocol, sasl.…, ssl.…")
          .asSecret();

  /** What an operator can set. */
  public static final List<Key<?>> ALL = List.of(BOOTSTRAP_SERVERS, SECURITY);

  private KafkaKeys() {}

  /**
   * For what cannot do without Kafka.
   *
   * @throws IllegalArgumentException when it is not configured
   */
  public static void require(Settings settings) {
    if (settings.find(BOOTSTRAP_SERVERS).isEmpty()) {
      throw new IllegalArgumentException(BOOTSTRAP_SERVERS.name() + " is not set");
    }
  }

  /**
   * Makes a configuration of what is set.
   *
   * @param configuration of the bootstrap servers and the security settings
   * @return empty where Kafka is not configured
   */
  public static <T> Optional<T> read(
      Settings settings, BiFunction<String, Map<String, String>, T> configuration) {
    return settings
        .find(BOOTSTRAP_SERVERS)
        .map(servers -> configuration.apply(servers, settings.all(SECURITY)));
  }
}
