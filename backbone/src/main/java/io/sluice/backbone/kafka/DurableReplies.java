package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.message.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The replies to recorded commands and their progress, read once by all gateways together, for the
 * ledger: what the gateway of a lane has not written, because it is gone, another writes. It is the
 * fallback and in no hurry; the lanes write first.
 */
public final class DurableReplies {

  /** The consumer group that all gateways share. */
  public static final String GROUP = "sluice-ledger";

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration METADATA_WAIT = Duration.ofSeconds(20);

  private final FailureSpell failures = new FailureSpell(InstantSource.system());
  private final AnswerReader reader = new AnswerReader();
  private final KafkaConfig config;
  private final String group;
  private final Function<List<Message>, Future<Void>> receiver;
  private final PollLoop loop = new PollLoop("sluice-durable-replies", this::read);

  /**
   * A reader that has not joined its group.
   *
   * @param receiver writes replies and progress, in the order of each partition, 2,000 at most at
   *     once. Called on the reader's thread, which it must not block; the next batch comes when its
   *     future has ended. Where that failed, or has no end within 60 s, the same comes again, and
   *     what it has had may come again at any time: so it is idempotent
   */
  public DurableReplies(KafkaConfig config, Function<List<Message>, Future<Void>> receiver) {
    this(config, GROUP, receiver);
  }

  DurableReplies(KafkaConfig config, String group, Function<List<Message>, Future<Void>> receiver) {
    this.config = config;
    this.group = group;
    this.receiver = receiver;
  }

  /**
   * Joins the group; completes when it has got its partitions. A new group begins with the oldest
   * reply that there is.
   *
   * @return fails where the topic is missing or Kafka does not answer within 20 s; reading begins
   *     all the same when that is mended, unless {@link #stop()} is called
   */
  public Future<Void> start() {
    return loop.start();
  }

  /** Whether replies are read; false also when no broker has answered for 10 s. */
  public boolean isReady() {
    return loop.isReady();
  }

  /** Why no replies are read; empty while they are. */
  public Optional<String> trouble() {
    return loop.trouble();
  }

  /** How many records were neither a reply nor progress. */
  public long malformed() {
    return reader.malformed();
  }

  /** How often a batch was not written, or its offsets were not committed. */
  public long failures() {
    return failures.failures();
  }

  /** Reads no more, and leaves the group. What is in hand then comes again, here or elsewhere. */
  public Future<Void> stop() {
    return loop.stop();
  }

  private void read(PollLoop running) {
    try (var consumer =
        new KafkaConsumer<>(
            config.client(settings()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      requireTopic(running, consumer);
      var handover =
          new AnswerHandover(consumer, reader, receiver, failures, running::sessionReady);
      consumer.subscribe(List.of(ReplyTopics.DURABLE), handover);
      var contact = new BrokerContact(consumer);
      while (running.isRunning()) {
        if (contact.isNew()) {
          running.heardBroker();
        }
        handover.accept(consumer.poll(POLL));
      }
    }
  }

  /** A group joins for a topic that does not exist, and then waits without a word. */
  private static void requireTopic(PollLoop running, KafkaConsumer<byte[], byte[]> consumer) {
    if (running
        .ask(METADATA_WAIT, step -> consumer.partitionsFor(ReplyTopics.DURABLE, step))
        .isEmpty()) {
      throw new IllegalStateException("Kafka has no topic " + ReplyTopics.DURABLE);
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.GROUP_ID_CONFIG,
        group,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class.getName()),
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        10_000,
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        8 * 1024 * 1024,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        WaitingAnswers.MOST_AT_ONCE);
  }
}
