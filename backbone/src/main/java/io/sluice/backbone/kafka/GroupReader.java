package io.sluice.backbone.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics in a consumer group and has their records processed: different keys side by side,
 * the same key strictly in turn. An offset is committed when everything below it is finished.
 *
 * <p>It polls on a thread of its own, because vertx-kafka-client's consumer commits behind polls
 * and reports a revocation too late (docs/decisions/0004). Processing goes on on the given context.
 *
 * @param <K> what its records are read as
 */
final class GroupReader<K extends Keyed> {

  private static final Duration POLL = Duration.ofMillis(100);

  /** How long it waits for space without a look at the group. */
  private static final Duration SPACE_WAIT = Duration.ofMillis(20);

  /** That look: a poll that reads nothing. */
  private static final Duration GLANCE = Duration.ofMillis(10);

  /** How soon others take over from a worker that died; below 6 s the broker must allow it. */
  private static final Duration SESSION = Duration.ofSeconds(6);

  private static final Duration METADATA_WAIT = Duration.ofSeconds(20);
  private static final Duration END_WAIT = Duration.ofSeconds(1);

  private final KafkaConfig config;
  private final Group group;
  private final Context context;
  private final RecordReader<K> reader;
  private final RecordSender sender;
  private final Processing<K> processing;

  /**
   * One over all sessions: what an ended session left running holds up its keys in the next, too.
   */
  private final ReadAhead<K> ahead;

  private final Room room;
  private final CommandLag lag = new CommandLag();
  private final PollLoop loop;
  private volatile Supplier<Optional<String>> troubleOfSession = Optional::empty;

  /**
   * A reader that has not joined its group.
   *
   * @param room how many records may be in work at once; the others wait. Those that wait for their
   *     key take no room, nor do those that are answered; see {@link Room}
   */
  GroupReader(
      KafkaConfig config,
      Group group,
      Context context,
      Room room,
      RecordReader<K> reader,
      RecordSender sender,
      Processing<K> processing) {
    this.config = config;
    this.group = group;
    this.context = context;
    this.room = room;
    this.reader = reader;
    this.sender = sender;
    this.processing = processing;
    this.loop = new PollLoop(group.thread(), this::consume);
    var queues = new KeyQueues<>(context, room, processing::process);
    this.ahead = new ReadAhead<>(context, room, queues::submit);
  }

  /**
   * What to read.
   *
   * @param thread the name of the thread that polls
   * @param start where it begins
   */
  record Group(String id, String thread, List<String> topics, StartOffsets start) {

    Group {
      topics = List.copyOf(topics);
      if (topics.isEmpty()) {
        throw new IllegalArgumentException("a subscription needs a topic");
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
  Future<Void> start() {
    return loop.start();
  }

  /** Whether it still starts what it has read. */
  boolean isRunning() {
    return loop.isRunning();
  }

  /** Why nothing comes, or nothing starts; empty while it does, or would. */
  Optional<String> trouble() {
    return loop.trouble().or(troubleOfSession);
  }

  /** How many records of a topic are not finished, on the partitions that this consumer has. */
  long lag(String topic) {
    return lag.of(topic);
  }

  /** Reads no more, gives the work in hand 5 s, commits, and leaves the group. */
  Future<Void> stop() {
    return loop.stop();
  }

  private void consume(PollLoop running) {
    try (var consumer =
        new KafkaConsumer<>(
            config.client(settings()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var lease = new Lease(context, System::nanoTime, SESSION);
      var work =
          new WorkInHand<>(
              consumer,
              reader,
              room,
              lease,
              (self, one) -> processing.assigned(self, one, () -> endOf(consumer, one)),
              running::sessionReady);
      troubleOfSession = work::trouble;
      requireTopics(running, consumer, group.topics());
      requireTopics(running, consumer, group.deadLetterTopics());
      prepareDeadLetters(running);
      consumer.subscribe(group.topics(), group.start().before(consumer, work));
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
    Future<Void> prepared = sender.prepare(group.deadLetterTopics());
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
      PollLoop running, KafkaConsumer<byte[], byte[]> consumer, WorkInHand<K> work) {
    var contact = new BrokerContact(consumer);
    while (running.isRunning()) {
      if (contact.isNew()) {
        running.heardBroker();
      }
      lag.look(consumer, work.assigned());
      boolean reads = ahead.awaitSpace(SPACE_WAIT);
      work.settle(reads);
      ahead.add(work.accept(consumer.poll(reads ? POLL : GLANCE)));
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

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.GROUP_ID_CONFIG,
        group.id(),
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
        ReadAhead.mostOfAPoll(room));
  }
}
