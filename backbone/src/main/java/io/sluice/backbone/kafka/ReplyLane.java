package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

  private final FailureSpell drops = new FailureSpell(InstantSource.system());
  private final LongAdder malformed = new LongAdder();
  private final Map<TopicPartition, Long> resumeAt = new HashMap<>();
  private final KafkaConfig config;
  private final PendingCalls pending;
  private final int number;
  private final PollLoop loop;

  /**
   * A lane that is not read yet.
   *
   * @param number the partition, 0 to {@link ReplyTopics#LANES} - 1
   */
  public ReplyLane(KafkaConfig config, PendingCalls pending, int number) {
    this.config = config;
    this.pending = pending;
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
    return malformed.sum();
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

  /** Whatever a record is, the lane goes on: other callers wait for what lies behind it. */
  private void deliver(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (MessageReader.readAnswer(KafkaWireForm.read(record)) instanceof Reply reply) {
        pending.complete(reply);
      }
    } catch (MalformedMessageException e) {
      drop(record, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Its message may quote what the sender wrote.
      drop(record, e.getClass().getSimpleName());
    }
  }

  /** Anyone who may write to the topic could fill the log: a line for the first is enough. */
  private void drop(ConsumerRecord<byte[], byte[]> record, String reason) {
    malformed.increment();
    var unused = drops.endedBySuccess();
    if (drops.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", reason)
          .log("records are dropped: no replies");
    }
  }
}
