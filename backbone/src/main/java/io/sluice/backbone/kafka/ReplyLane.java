package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's partition of the reply topics, read on a thread of its own from the moment the node
 * started: no group, no rebalance, no reply of another node unless two share a lane, and then each
 * drops what it does not wait for.
 */
public final class ReplyLane {

  private static final Logger log = LoggerFactory.getLogger(ReplyLane.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration POSITION_WAIT = Duration.ofSeconds(20);
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          false,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "latest",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          false,
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          500,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          2_000);

  private final FailureSpell losses = new FailureSpell(InstantSource.system());
  private final AnswerReader reader = new AnswerReader();
  private final Map<TopicPartition, Long> resumeAt = new HashMap<>();
  private final KafkaConfig config;
  private final PendingCalls pending;
  private final @Nullable RecordedAnswers recorded;
  private final int number;
  private final PollLoop loop;

  /** A lane without a ledger: every reply is for a call that waits, or for nobody. */
  public ReplyLane(KafkaConfig config, PendingCalls pending, int number) {
    this(config, pending, number, null);
  }

  /**
   * A lane that is not read yet.
   *
   * @param number the partition, 0 to {@link ReplyTopics#LANES} - 1
   * @param recorded hears all that comes on the durable topic, instead of the calls that wait, and
   *     of what comes on the other each reply that ends no such call, and progress of none
   */
  public ReplyLane(
      KafkaConfig config, PendingCalls pending, int number, @Nullable RecordedAnswers recorded) {
    this.config = config;
    this.pending = pending;
    this.recorded = recorded;
    this.number = number;
    this.loop = new PollLoop("sluice-lane-" + number, this::read);
  }

  /**
   * Starts to read. No command may be sent before the future completes: its reply could be missed.
   *
   * @return fails when Kafka does not tell the lane's end within 20 s; then {@link #stop()} it
   */
  public Future<Void> start() {
    return loop.start();
  }

  public int number() {
    return number;
  }

  /**
   * Whether replies are read; false before the start, while Kafka refuses us, and when no broker
   * has answered for 10 s.
   */
  public boolean isPositioned() {
    return loop.isReady();
  }

  /** Why no replies are read; empty while they are. */
  public Optional<String> trouble() {
    return loop.trouble();
  }

  /** How many records were no reply at all. */
  public long malformed() {
    return reader.malformed();
  }

  /** Stops reading; replies that arrive later reach nobody here. */
  public Future<Void> stop() {
    return loop.stop();
  }

  private void read(PollLoop running) {
    try (var consumer =
        new KafkaConsumer<>(
            config.client(SETTINGS), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      position(running, consumer);
      running.sessionReady();
      var contact = new BrokerContact(consumer);
      while (running.isRunning()) {
        if (contact.isNew()) {
          running.heardBroker();
        }
        consumer.poll(POLL).forEach(this::deliver);
        resumeAt.replaceAll((partition, offset) -> consumer.position(partition));
      }
    }
  }

  private void position(PollLoop running, KafkaConsumer<byte[], byte[]> consumer) {
    var partitions =
        List.of(
            new TopicPartition(ReplyTopics.PLAIN, number),
            new TopicPartition(ReplyTopics.DURABLE, number));
    consumer.assign(partitions);
    if (resumeAt.isEmpty()) {
      consumer.seekToEnd(partitions);
    } else {
      resumeAt.forEach(consumer::seek);
    }
    // Both kinds of seek are lazy; asking for the position makes them happen now.
    for (TopicPartition partition : partitions) {
      resumeAt.put(
          partition, running.ask(POSITION_WAIT, step -> consumer.position(partition, step)));
    }
  }

  /** Whatever comes of an answer, the lane goes on: other callers wait for what lies behind it. */
  private void deliver(ConsumerRecord<byte[], byte[]> record) {
    try {
      reader.read(record).ifPresent(answer -> give(answer, record.topic()));
    } catch (RuntimeException e) {
      var unused = losses.endedBySuccess();
      if (losses.beginsWithFailure()) {
        log.atError().setCause(e).log("answers are lost by those that they were for");
      }
    }
  }

  private void give(Message answer, String topic) {
    boolean isKept = recorded != null && topic.equals(ReplyTopics.DURABLE);
    if (answer instanceof Reply reply) {
      if (isKept || !pending.tryComplete(reply)) {
        tell(ledger -> ledger.reply(reply));
      }
    } else if (answer instanceof Progress progress && (isKept || !pending.isWaiting(progress))) {
      tell(ledger -> ledger.progress(progress));
    }
  }

  private void tell(Consumer<RecordedAnswers> news) {
    if (recorded != null) {
      news.accept(recorded);
    }
  }
}
