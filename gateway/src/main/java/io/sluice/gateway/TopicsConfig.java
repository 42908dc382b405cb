package io.sluice.gateway;

import io.sluice.backbone.kafka.DeadLetterHeaders;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.backbone.kafka.KafkaTopics.Topic;
import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How {@code sluice topics apply} makes topics.
 *
 * @param partitions of each command topic: the most consumers that can share its work
 * @param replicas of every topic
 * @param retention how long commands are kept
 * @param deadLetterRetention how long what was put aside is kept
 * @param streams of events
 * @param streamRetention how long events are kept
 */
record TopicsConfig(
    int partitions,
    short replicas,
    Duration retention,
    Duration deadLetterRetention,
    List<String> streams,
    Duration streamRetention) {

  private static final Key<Integer> PARTITIONS =
      Key.preset(
          "topics.partitions",
          "8",
          ValueType.integer(1, 10_000),
          "partitions of each command topic and stream that sluice topics apply makes");
  private static final Key<Integer> REPLICAS =
      Key.preset(
          "topics.replicas",
          "1",
          ValueType.integer(1, 100),
          "replicas of every topic that sluice topics apply makes; 3 where brokers may die");
  private static final Key<Duration> RETENTION =
      Key.preset(
          "topics.retention",
          "168h",
          ValueType.duration(Duration.ofMinutes(1), Duration.ofHours(100_000)),
          "how long command topics that sluice topics apply makes keep commands");
  private static final Key<Duration> DEAD_LETTER_RETENTION =
      Key.preset(
          "topics.dead-letter-retention",
          "336h",
          ValueType.duration(Duration.ofMinutes(1), Duration.ofHours(100_000)),
          "how long dead-letter topics that sluice topics apply makes keep records");

  private static final Key<List<String>> STREAMS =
      Key.preset(
          "topics.streams",
          "",
          ValueType.listOf(ValueType.text()),
          "the streams of events that workers publish to and read; sluice topics apply makes each, and"
              + " its dead-letter topic");
  private static final Key<Duration> STREAM_RETENTION =
      Key.preset(
          "topics.stream-retention",
          "168h",
          ValueType.duration(Duration.ofMinutes(1), Duration.ofHours(100_000)),
          "how long streams that sluice topics apply makes keep events");

  /** What an operator can set. */
  static final List<Key<?>> KEYS =
      List.of(PARTITIONS, REPLICAS, RETENTION, DEAD_LETTER_RETENTION, STREAMS, STREAM_RETENTION);

  static TopicsConfig from(Settings settings) {
    return new TopicsConfig(
        settings.get(PARTITIONS),
        settings.get(REPLICAS).shortValue(),
        settings.get(RETENTION),
        settings.get(DEAD_LETTER_RETENTION),
        settings.get(STREAMS),
        settings.get(STREAM_RETENTION));
  }

  /** The topics among them that have one for their dead letters. */
  List<String> withDeadLetters(Contract contract) {
    return topics(contract).stream()
        .map(Topic::name)
        .filter(DeadLetterHeaders::isTopic)
        .map(DeadLetterHeaders::originOf)
        .toList();
  }

  /**
   * Every topic that the contract's operations and their workers need: for commands, for dead
   * letters, for replies, for cancellations, for events.
   */
  List<Topic> topics(Contract contract) {
    List<Topic> topics = new ArrayList<>(KafkaTopics.replyTopics(replicas));
    contract.operations().stream()
        .flatMap(operation -> operation.topic().stream())
        .distinct()
        .map(
            name ->
                KafkaTopics.commandTopics(
                    name, partitions, replicas, retention, deadLetterRetention))
        .forEach(topics::addAll);
    contract.operations().stream()
        .filter(Operation::isDurable)
        .map(Operation::service)
        .distinct()
        .map(service -> KafkaTopics.controlTopic(service, replicas))
        .forEach(topics::add);
    streams.stream()
        .distinct()
        .map(
            name ->
                KafkaTopics.streamTopics(
                    name, partitions, replicas, streamRetention, deadLetterRetention))
        .forEach(topics::addAll);
    return topics;
  }
}
