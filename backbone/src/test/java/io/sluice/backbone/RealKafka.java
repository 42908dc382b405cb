package io.sluice.backbone;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.embedded.EmbeddedKafka;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One Kafka broker with the reply topics and one Vert.x, for all tests of the module. */
public final class RealKafka implements BeforeAllCallback {

  private static volatile @Nullable Parts parts;

  @Override
  public void beforeAll(ExtensionContext context) {
    parts =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Parts.class, key -> Parts.start(), Parts.class);
  }

  public static KafkaConfig config() {
    return KafkaConfig.of(parts().kafka.bootstrapServers());
  }

  public static Vertx vertx() {
    return parts().vertx;
  }

  /** A topic that only the calling test knows, and the one of its dead letters. */
  public static String newTopic(int partitions) {
    String name = "test." + UUID.randomUUID();
    await(
        parts()
            .topics
            .create(
                KafkaTopics.commandTopics(
                    name, partitions, (short) 1, Duration.ofHours(1), Duration.ofHours(1))));
    return name;
  }

  /** A topic that has none for its dead letters. */
  public static String newTopicAlone() {
    String name = "test." + UUID.randomUUID();
    await(
        parts()
            .topics
            .create(List.of(new KafkaTopics.Topic(name, 1, (short) 1, Duration.ofHours(1)))));
    return name;
  }

  /** From now on the topic takes no records above this size. */
  public static void limitRecords(String topic, int bytes) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var limit =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes)),
            AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(limit))).all().get(60, SECONDS);
    }
  }

  /** A client for what operators do. */
  public static Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, parts().kafka.bootstrapServers()));
  }

  private static Parts parts() {
    return Objects.requireNonNull(parts, "the test class lacks @ExtendWith(RealKafka.class)");
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(60, SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Parts(Path dir, EmbeddedKafka kafka, Vertx vertx, KafkaTopics topics)
      implements AutoCloseable {

    static Parts start() {
      try {
        Path dir = Files.createTempDirectory("sluice-kafka");
        var kafka = EmbeddedKafka.start(dir);
        var vertx = Vertx.vertx();
        var topics = KafkaTopics.open(vertx, KafkaConfig.of(kafka.bootstrapServers()));
        await(topics.create(KafkaTopics.replyTopics((short) 1)));
        return new Parts(dir, kafka, vertx, topics);
      } catch (IOException e) {
        throw new IllegalStateException("no broker for the tests", e);
      }
    }

    @Override
    public void close() throws IOException {
      await(topics.close());
      await(vertx.close());
      kafka.close();
      try (Stream<Path> files = Files.walk(dir)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
