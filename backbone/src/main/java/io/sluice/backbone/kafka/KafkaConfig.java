package io.sluice.backbone.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers {@code host:port}, several with commas
 * @param security what else a client needs to be let in ({@code security.protocol}, {@code sasl.…},
 *     {@code ssl.…}); never logged
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> security) {

  public KafkaConfig {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "kafka.bootstrap-servers is empty; it is host:port, several with commas");
    }
    security = Map.copyOf(security);
    for (String key : security.keySet()) {
      if (!key.matches("(security|sasl|ssl)\\..+")) {
        throw new IllegalArgumentException(
            "kafka.security has " + key + "; it takes security.…, sasl.… and ssl.…");
      }
    }
  }

  public static KafkaConfig of(String bootstrapServers) {
    return new KafkaConfig(bootstrapServers, Map.of());
  }

  /**
   * The settings of a client.
   *
   * @param settings its own, beside how Kafka is reached
   * @return not to be logged: the passwords are in it
   */
  public Map<String, Object> client(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(security);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.putAll(settings);
    return all;
  }

  @Override
  public String toString() {
    return "KafkaConfig[bootstrapServers=" + bootstrapServers + "]";
  }
}
