package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.CommandHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a service's commands in its consumer group and gives them to the handler: different keys
 * side by side, the same key strictly in turn. An offset is committed when everything below it is
 * finished, and a command is finished when its reply is acknowledged.
 *
 * <p>It polls on a thread of its own, because vertx-kafka-client's consumer commits behind polls
 * and reports a revocation too late (docs/decisions/0004). The handler runs on the given context.
 */
public final class KafkaCommandConsumer {

  private static final Logger log = LoggerFactory.getLogger(KafkaCommandConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private static final Duration METADATA_WAIT = Duration.ofSeconds(20);

  private final KafkaConfig config;
  private final Subscription subscription;
  private final Context context;
  private final CommandHandler handler;
  private final KafkaReplySender replies;

  /**
   * One over all sessions: what an ended session left running holds up its keys in the next, too.
   */
  private final KeyQueues queues;

  private final CommandLag lag = new CommandLag();
  private final PollLoop loop;

  public KafkaCommandConsumer(
      KafkaConfig config,
      Subscription subscription,
      Context context,
      CommandHandler handler,
      RecordSender sender) {
    this.config = config;
    this.subscription = subscription;
    this.context = context;
    this.handler = handler;
    this.replies = new KafkaReplySender(sender);
    this.queues = new KeyQueues(context, this::process);
    this.loop = new PollLoop("sluice-commands-" + subscription.group(), this::consume);
  }

  /**
   * What to read.
   *
   * @param group the service's consumer group
   * @param maxInFlight how many commands may be unfinished at once; above it reading pauses
   */
  public record Subscription(String group, List<String> topics, int maxInFlight) {

    public Subscription {
      topics = List.copyOf(topics);
      if (topics.isEmpty()) {
        throw new IllegalArgumentException("a subscription needs a topic");
      }
      if (maxInFlight < 1) {
        throw new IllegalArgumentException("maxInFlight is " + maxInFlight + "; it is 1 or more");
      }
    }
  }

  /**
   * Joins the group; completes when it has got its partitions.
   *
   * @return fails where a topic is missing or Kafka does not answer within 20 s; reading begins all
   *     the same when that is mended, unless {@link #stop()} is called
   */
  public Future<Void> start() {
    return loop.start();
  }

  /** Why no commands come; empty while they do, or would. */
  public Optional<String> trouble() {
    return loop.trouble();
  }

  /**
   * How many records of a topic are not finished, in hand or not read yet, on the partitions that
   * this consumer has. A second old at most; what it last knew while no broker answers.
   */
  public long lag(String topic) {
    return lag.of(topic);
  }

  /** How many replies Kafka has not acknowledged: their callers met the deadline. */
  public long unacknowledgedReplies() {
    return replies.unacknowledged();
  }

  /** Reads no more, gives the work in hand 5 s, commits, and leaves the group. */
  public Future<Void> stop() {
    return loop.stop();
  }

  private void consume(PollLoop running) {
    try (var consumer =
        new KafkaConsumer<>(
            config.client(settings()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var work = new WorkInHand(consumer, subscription.maxInFlight(), running::sessionReady);
      requireTopics(running, consumer);
      consumer.subscribe(subscription.topics(), work);
      try {
        consumeWhile(running, consumer, work);
        work.finish();
      } finally {
        work.abandon();
        lag.clear();
      }
    }
  }

  /** A group joins for a topic that does not exist, and then waits without a word. */
  private void requireTopics(PollLoop running, KafkaConsumer<byte[], byte[]> consumer) {
    for (String topic : subscription.topics()) {
      if (running.ask(METADATA_WAIT, step -> consumer.partitionsFor(topic, step)).isEmpty()) {
        throw new IllegalStateException("Kafka has no topic " + topic);
      }
    }
  }

  private void consumeWhile(
      PollLoop running, KafkaConsumer<byte[], byte[]> consumer, WorkInHand work) {
    var contact = new BrokerContact(consumer);
    while (running.isRunning()) {
      if (contact.isNew()) {
        running.heardBroker();
      }
      work.settle();
      lag.look(consumer, work.assigned(), work.isPaused());
      List<Delivery> deliveries = work.accept(poll(consumer));
      if (!deliveries.isEmpty()) {
        context.runOnContext(ignored -> deliveries.forEach(queues::submit));
      }
    }
  }

  private static ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      return consumer.poll(POLL);
    } catch (WakeupException e) {
      return ConsumerRecords.empty();
    }
  }

  /** Ends when the reply is acknowledged; one that cannot be sent is the caller's timeout. */
  private Future<Void> process(Delivery delivery) {
    if (!loop.isRunning() || !delivery.partition().tryStart()) {
      delivery.work().skipped(delivery);
      return Future.succeededFuture();
    }
    var command = delivery.command();
    return Future.succeededFuture(command)
        .compose(handler::handle)
        .compose(reply -> replies.send(reply, command.replyTo()))
        .otherwise(
            failure -> {
              CallLog.about(log.atError(), command).setCause(failure).log("command not answered");
              return null;
            })
        .onComplete(ignored -> delivery.work().finished(delivery));
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.GROUP_ID_CONFIG,
        subscription.group(),
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class.getName()),
        // How soon others take over from a worker that died; below 6 s the broker must allow it.
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        6_000,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        1_500,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        Math.max(1, subscription.maxInFlight() / 2));
  }
}
