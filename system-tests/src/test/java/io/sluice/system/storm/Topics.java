package io.sluice.system.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies in the topics in the end. */
record Topics(String bootstrapServers) {

  private static final String REPLIES = "sluice.replies";

  /** The replies on a lane, by command. */
  Replies replies(int lane) {
    var first = new HashMap<String, byte[]>();
    var others = new int[1];
    read(
        List.of(new TopicPartition(REPLIES, lane)),
        record -> {
          byte[] before = first.putIfAbsent(header(record, "ce_causationid"), record.value());
          if (before != null && !Arrays.equals(before, record.value())) {
            others[0]++;
          }
        });
    return new Replies(first.size(), others[0]);
  }

  /**
   * What was answered.
   *
   * @param commands that have a reply
   * @param others replies that were not the first one
   */
  record Replies(int commands, int others) {}

  /** How often a reader that drops what it has seen would miss an event, or get one out of turn. */
  int gapsInStream(int partitions) {
    Map<String, Long> seen = new HashMap<>();
    var gaps = new int[1];
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(Accounts.STREAM, number))
            .toList();
    read(
        all,
        record -> {
          String account = new String(record.key(), UTF_8);
          long sequence = Long.parseLong(header(record, "ce_sequence"));
          long last = seen.getOrDefault(account, 0L);
          if (sequence > last) {
            gaps[0] += sequence == last + 1 ? 0 : 1;
            seen.put(account, sequence);
          }
        });
    return gaps[0];
  }

  /** The offset that a group has committed of the only partition of the commands; 0 for none. */
  long committed(String group) {
    var partition = new TopicPartition(Accounts.SERVICE + ".commands", 0);
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "group.id", group);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      OffsetAndMetadata found = consumer.committed(Set.of(partition)).get(partition);
      return found == null ? 0 : found.offset();
    }
  }

  private void read(
      List<TopicPartition> partitions, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(each);
      }
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
