package io.sluice.workers;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.membership.MembershipConfig;
import io.sluice.embedded.EmbeddedKafka;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One Kafka broker and two members of a cluster, for all tests of the module. */
public final class RealParts implements BeforeAllCallback {

  private static volatile @Nullable Parts parts;

  @Override
  public void beforeAll(ExtensionContext context) {
    parts =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Parts.class, key -> Parts.start(), Parts.class);
  }

  public static KafkaConfig kafka() {
    return KafkaConfig.of(parts().kafka.bootstrapServers());
  }

  static Membership gateway() {
    return parts().gateway;
  }

  static Membership worker() {
    return parts().worker;
  }

  static void createCommandTopic(String service) throws TimeoutException {
    parts()
        .topics
        .create(
            KafkaTopics.commandTopics(
                service + ".commands", 2, (short) 1, Duration.ofHours(1), Duration.ofHours(1)))
        .await(30, SECONDS);
  }

  /** A stream that somebody reads. */
  static void createStream(String name, int partitions) throws TimeoutException {
    Duration hour = Duration.ofHours(1);
    parts()
        .topics
        .create(KafkaTopics.streamTopics(name, partitions, (short) 1, hour, hour))
        .await(30, SECONDS);
  }

  /** A stream of one partition. */
  public static void createStream(String name) throws TimeoutException {
    parts()
        .topics
        .create(List.of(new KafkaTopics.Topic(name, 1, (short) 1, Duration.ofHours(1))))
        .await(30, SECONDS);
  }

  private static Parts parts() {
    return Objects.requireNonNull(parts, "the test class lacks @ExtendWith(RealParts.class)");
  }

  private record Parts(
      Path dir, EmbeddedKafka kafka, Membership gateway, Membership worker, KafkaTopics topics)
      implements AutoCloseable {

    static Parts start() {
      try {
        Path dir = Files.createTempDirectory("sluice-kafka");
        var kafka = EmbeddedKafka.start(dir);
        String cluster = "workers-test-" + ProcessHandle.current().pid();
        var gateway = join(MembershipConfig.loopback(cluster));
        var worker =
            join(
                MembershipConfig.loopback(
                    cluster, MembershipConfig.LOOPBACK + ":" + gateway.port()));
        var topics = KafkaTopics.open(gateway.vertx(), KafkaConfig.of(kafka.bootstrapServers()));
        topics.create(KafkaTopics.replyTopics((short) 1)).await(60, SECONDS);
        return new Parts(dir, kafka, gateway, worker, topics);
      } catch (IOException | TimeoutException e) {
        throw new IllegalStateException("no parts for the tests", e);
      }
    }

    private static Membership join(MembershipConfig config) throws TimeoutException {
      return Membership.join(config, new VertxOptions()).await(60, SECONDS);
    }

    @Override
    public void close() throws IOException, TimeoutException {
      topics.close().await(30, SECONDS);
      worker.leave().await(60, SECONDS);
      gateway.leave().await(60, SECONDS);
      kafka.close();
      try (Stream<Path> files = Files.walk(dir)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
