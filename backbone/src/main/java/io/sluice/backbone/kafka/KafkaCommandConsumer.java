package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CommandRunner;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a service's commands in its consumer group and has them run: different keys side by side,
 * the same key strictly in turn. An offset is committed when everything below it is finished. A
 * command is finished when its reply is acknowledged; what is no command for the service, or is
 * given up, is put aside as a dead letter, and is finished when that is acknowledged.
 *
 * <p>It polls on a thread of its own, because vertx-kafka-client's consumer commits behind polls
 * and reports a revocation too late (docs/decisions/0004). Commands run on the given context.
 */
public final class KafkaCommandConsumer {

  private static final Duration POLL = Duration.ofMillis(100);

  /** How soon others take over from a worker that died; below 6 s the broker must allow it. */
  private static final Duration SESSION = Duration.ofSeconds(6);

  private static final Duration METADATA_WAIT = Duration.ofSeconds(20);
  private static final Duration END_WAIT = Duration.ofSeconds(1);

  private final KafkaConfig config;
  private final Subscription subscription;
  private final Context context;
  private final RecordSender sender;
  private final CommandReader reader;
  private final KafkaReplySender replies;
  private final DeadLetters deadLetters;

  /**
   * One over all sessions: what an ended session left running holds up its keys in the next, too.
   */
  private final KeyQueues queues;

  private final Room room;
  private final Parking parking;
  private final CommandLag lag = new CommandLag();
  private final PollLoop loop;
  private volatile Supplier<Optional<String>> troubleOfSession = Optional::empty;

  /** One that parks nothing. */
  public KafkaCommandConsumer(
      KafkaConfig config,
      Subscription subscription,
      Context context,
      CommandRunner runner,
      RecordSender sender) {
    this(config, subscription, context, runner, sender, null);
  }

  /**
   * One that has not joined its group.
   *
   * @param lot where commands wait that fail for too long; null where they hold up their keys
   */
  public KafkaCommandConsumer(
      KafkaConfig config,
      Subscription subscription,
      Context context,
      CommandRunner runner,
      RecordSender sender,
      @Nullable ParkingLot lot) {
    this.config = config;
    this.subscription = subscription;
    this.context = context;
    this.sender = sender;
    this.reader = new CommandReader(subscription.operations());
    this.replies = new KafkaReplySender(context.owner(), sender);
    this.deadLetters = new DeadLetters(sender);
    this.room = new Room(subscription.maxInFlight());
    this.loop = new PollLoop("sluice-commands-" + subscription.group(), this::consume);
    var clock = InstantSource.system();
    var starts = new Starts(context, room, loop::isRunning);
    var parkedRuns = new ParkedRuns(context, clock, reader, runner, replies, deadLetters);
    var alone = new Alone();
    this.parking = new Parking(context, lot, room, loop::isRunning, parkedRuns, alone);
    var processor =
        new DeliveryProcessor(starts, alone, parking, clock, runner, replies, deadLetters);
    this.queues = new KeyQueues(context, room, processor::process);
  }

  /**
   * What to read.
   *
   * @param group the service's consumer group
   * @param operations says which operations the service handles; the others are dead letters
   * @param maxInFlight how many commands may be in work at once; above it reading pauses. Those
   *     that wait for their key are not among them
   */
  public record Subscription(
      String group, List<String> topics, Predicate<String> operations, int maxInFlight) {

    public Subscription {
      topics = List.copyOf(topics);
      if (topics.isEmpty()) {
        throw new IllegalArgumentException("a subscription needs a topic");
      }
      if (maxInFlight < 1) {
        throw new IllegalArgumentException("maxInFlight is " + maxInFlight + "; it is 1 or more");
      }
    }

    private List<String> deadLetterTopics() {
      return topics.stream().map(DeadLetterHeaders::topicOf).toList();
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

  /** Why no commands come, or none starts; empty while they do, or would. */
  public Optional<String> trouble() {
    return loop.trouble().or(troubleOfSession);
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

  /** How many records are parked of the partitions that this consumer has. */
  public int parkedRecords() {
    return parking.records();
  }

  /** How many records were put aside for the reason. */
  public long deadLetters(DeadLetterReason reason) {
    return deadLetters.count(reason);
  }

  /** Reads no more, gives the work in hand 5 s, commits, and leaves the group. */
  public Future<Void> stop() {
    return loop.stop();
  }

  private void consume(PollLoop running) {
    try (var consumer =
        new KafkaConsumer<>(
            config.client(settings()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var lease = new Lease(context, System::nanoTime, SESSION);
      var work =
          new WorkInHand(
              consumer,
              reader,
              room,
              lease,
              (self, one) -> parking.open(self, one, () -> endOf(consumer, one)),
              running::sessionReady);
      room.notifyOf(work::goOnReading);
      troubleOfSession = work::trouble;
      requireTopics(running, consumer, subscription.topics());
      requireTopics(running, consumer, subscription.deadLetterTopics());
      prepareDeadLetters(running);
      consumer.subscribe(subscription.topics(), work);
      try {
        consumeWhile(running, consumer, work);
        work.finish();
      } finally {
        work.abandon();
        troubleOfSession = Optional::empty;
        lag.clear();
      }
    }
  }

  /** A group joins for a topic that does not exist, and then waits without a word. */
  private static void requireTopics(
      PollLoop running, KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
    for (String topic : topics) {
      if (running.ask(METADATA_WAIT, step -> consumer.partitionsFor(topic, step)).isEmpty()) {
        throw new IllegalStateException("Kafka has no topic " + topic);
      }
    }
  }

  /** The first records may be dead letters. */
  private void prepareDeadLetters(PollLoop running) {
    Future<Void> prepared = sender.prepare(subscription.deadLetterTopics());
    running.ask(
        METADATA_WAIT,
        step -> {
          try {
            return prepared.await(step.toMillis(), TimeUnit.MILLISECONDS);
          } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no metadata of the dead-letter topics", e);
          }
        });
  }

  private void consumeWhile(
      PollLoop running, KafkaConsumer<byte[], byte[]> consumer, WorkInHand work) {
    var contact = new BrokerContact(consumer);
    while (running.isRunning()) {
      if (contact.isNew()) {
        running.heardBroker();
      }
      work.settle();
      lag.look(consumer, work.assigned());
      List<Delivery> deliveries = work.accept(poll(consumer));
      if (!deliveries.isEmpty()) {
        context.runOnContext(ignored -> deliveries.forEach(queues::submit));
      }
    }
  }

  /** Where that is not told, anything may have been begun before. */
  private static long endOf(KafkaConsumer<byte[], byte[]> consumer, PartitionWork partition) {
    TopicPartition name = partition.partition();
    try {
      return consumer.endOffsets(List.of(name), END_WAIT).getOrDefault(name, Long.MAX_VALUE);
    } catch (KafkaException e) {
      return Long.MAX_VALUE;
    }
  }

  private static ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      return consumer.poll(POLL);
    } catch (WakeupException e) {
      return ConsumerRecords.empty();
    }
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
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        (int) SESSION.toMillis(),
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        1_500,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        Math.max(1, subscription.maxInFlight() / 2));
  }
}
