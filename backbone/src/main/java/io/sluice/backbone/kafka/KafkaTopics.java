package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics where that is asked for, and checks them everywhere else. */
public final class KafkaTopics {

  private static final int ANSWER_MILLIS = 5_000;

  /** A node that starts beside a busy broker asks again, rather than end. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration LONGEST_WANTED = Duration.ofDays(7);

  private final KafkaAdminClient admin;
  private final String servers;

  private KafkaTopics(KafkaAdminClient admin, String servers) {
    this.admin = admin;
    this.servers = servers;
  }

  public static KafkaTopics open(Vertx vertx, KafkaConfig config) {
    var settings = new Properties();
    settings.putAll(
        config.client(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS)));
    return new KafkaTopics(KafkaAdminClient.create(vertx, settings), config.bootstrapServers());
  }

  /**
   * A topic as it should be.
   *
   * @param retention how long the broker keeps its records
   */
  public record Topic(String name, int partitions, short replicas, Duration retention) {

    NewTopic toNewTopic() {
      return new NewTopic(name, partitions, replicas)
          .setConfig(Map.of("retention.ms", Long.toString(retention.toMillis())));
    }
  }

  /**
   * A command topic and the topic of its dead letters, with as many partitions.
   *
   * @param retention how long the commands are kept
   * @param deadLetterRetention how long the dead letters are kept
   */
  public static List<Topic> commandTopics(
      String name,
      int partitions,
      short replicas,
      Duration retention,
      Duration deadLetterRetention) {
    return List.of(
        new Topic(name, partitions, replicas, retention),
        new Topic(DeadLetterHeaders.topicOf(name), partitions, replicas, deadLetterRetention));
  }

  /**
   * A stream and the topic of the events that readers have given up, with as many partitions.
   *
   * @param retention how long the events are kept
   * @param deadLetterRetention how long the dead letters are kept
   */
  public static List<Topic> streamTopics(
      String name,
      int partitions,
      short replicas,
      Duration retention,
      Duration deadLetterRetention) {
    return commandTopics(name, partitions, replicas, retention, deadLetterRetention);
  }

  /** The two reply topics, with as many partitions as there are lanes. */
  public static List<Topic> replyTopics(short replicas) {
    return List.of(
        new Topic(ReplyTopics.PLAIN, ReplyTopics.LANES, replicas, Duration.ofHours(1)),
        new Topic(ReplyTopics.DURABLE, ReplyTopics.LANES, replicas, Duration.ofDays(2)));
  }

  /**
   * Where a service with recorded commands is told of those that are cancelled: kept for as long as
   * the longest of such commands may be wanted ({@code ledger.max-age} is seven days at most). A
   * worker that comes later, or takes a command over from another, would run it otherwise.
   */
  public static Topic controlTopic(String service, short replicas) {
    return new Topic(KafkaCancellationSender.topicOf(service), 1, replicas, LONGEST_WANTED);
  }

  /** Creates those that are missing; one that is there stays as it is. */
  public Future<Void> create(Collection<Topic> topics) {
    return present()
        .compose(
            present -> {
              List<NewTopic> missing =
                  topics.stream()
                      .filter(topic -> !present.contains(topic.name()))
                      .map(Topic::toNewTopic)
                      .toList();
              return missing.isEmpty() ? Future.succeededFuture() : admin.createTopics(missing);
            })
        .recover(failure -> orMadeByAnother(topics, failure));
  }

  private Future<Void> orMadeByAnother(Collection<Topic> topics, Throwable failure) {
    return reason(failure) instanceof TopicExistsException
        ? create(topics)
        : Future.failedFuture(failure);
  }

  /**
   * Checks that the topics exist.
   *
   * @return fails with a message that names the topics that do not exist, or says that no broker
   *     has answered for 20 s
   */
  public Future<Void> require(Collection<String> names) {
    return present()
        .compose(
            present -> {
              var missing = new TreeSet<>(names);
              missing.removeAll(present);
              return missing.isEmpty()
                  ? Future.succeededFuture()
                  : Future.failedFuture(
                      new IllegalStateException(
                          "Kafka has no topic " + String.join(", ", missing)));
            });
  }

  private Future<Set<String>> present() {
    return presentBy(System.nanoTime() + PATIENCE.toNanos());
  }

  private Future<Set<String>> presentBy(long lastQuestion) {
    return admin
        .listTopics()
        .recover(
            failure -> {
              if (!(reason(failure) instanceof TimeoutException)) {
                return Future.failedFuture(failure);
              }
              return System.nanoTime() < lastQuestion
                  ? presentBy(lastQuestion)
                  : Future.failedFuture(
                      new IllegalStateException("Kafka does not answer at " + servers));
            });
  }

  /**
   * Asks whether Kafka answers.
   *
   * @return fails within 5 s when no broker answers
   */
  public Future<Void> ping() {
    return admin.describeCluster().mapEmpty();
  }

  /** Some failures come wrapped. */
  private static Throwable reason(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  public Future<Void> close() {
    return admin.close();
  }
}
