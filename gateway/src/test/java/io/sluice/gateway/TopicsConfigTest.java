package io.sluice.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.backbone.kafka.KafkaTopics.Topic;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.SettingsException;
import io.sluice.gateway.contract.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicsConfigTest {

  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: { title: shop, version: "1" }
      paths:
        /orders:
          post:
            operationId: placeOrder
            x-sluice: { service: shop, transport: kafka }
            responses: { "201": { description: placed } }
          get:
            operationId: listOrders
            x-sluice: { service: shop, transport: kafka }
            responses: { "200": { description: all } }
      """;

  @TempDir private Path folder;

  @Test
  void eachCommandTopicHasOneForItsDeadLettersWhichAreKeptLonger() throws Exception {
    Path contract = Files.writeString(folder.resolve("openapi.yaml"), CONTRACT);

    var topics = read(Map.of()).topics(Contract.load(contract));

    short one = 1;
    assertEquals(
        List.of(
            new Topic("shop.commands", 8, one, Duration.ofDays(7)),
            new Topic("shop.commands.dlq", 8, one, Duration.ofDays(14))),
        topics.stream().filter(topic -> topic.name().startsWith("shop.")).toList());
  }

  @Test
  void theDeadLettersRetentionCanBeSetAndIsChecked() throws Exception {
    String key = "SLUICE_TOPICS_DEAD_LETTER_RETENTION";

    assertEquals(Duration.ofHours(1), read(Map.of(key, "1h")).deadLetterRetention());
    assertThrows(SettingsException.class, () -> read(Map.of(key, "10s")));
    assertThrows(SettingsException.class, () -> read(Map.of(key, "14")));
  }

  @Test
  void eachStreamHasATopicOfItsOwn() throws Exception {
    Path contract = Files.writeString(folder.resolve("openapi.yaml"), CONTRACT);
    var config =
        read(
            Map.of(
                "SLUICE_TOPICS_STREAMS",
                "shop.events,stock.events",
                "SLUICE_TOPICS_STREAM_RETENTION",
                "24h"));

    var topics = config.topics(Contract.load(contract));

    assertEquals(
        List.of("shop.events", "stock.events"),
        topics.stream()
            .filter(topic -> topic.retention().equals(Duration.ofDays(1)))
            .map(Topic::name)
            .toList());
  }

  private TopicsConfig read(Map<String, String> environment) throws Exception {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), "{}");
    return TopicsConfig.from(Settings.read(file, environment, TopicsConfig.KEYS));
  }
}
