package io.sluice.workers.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.workers.RealParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a stream of one partition from its beginning. */
final class StreamReader implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final List<Seen> seen = new ArrayList<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  StreamReader(String stream) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", RealParts.kafka().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var only = List.of(new TopicPartition(stream, 0));
    consumer.assign(only);
    consumer.seekToBeginning(only);
  }

  /** An event, as any reader finds it. */
  record Seen(String key, String type, long sequence, String data) {

    static Seen of(ConsumerRecord<byte[], byte[]> record) {
      return new Seen(
          new String(record.key(), UTF_8),
          header(record, "ce_type"),
          Long.parseLong(header(record, "ce_sequence")),
          new String(record.value(), UTF_8));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
      return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
  }

  /** Everything from the beginning on, as soon as it is enough. */
  List<Seen> readUntil(Predicate<List<Seen>> enough) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!enough.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT + ", but " + seen);
      }
      consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.add(Seen.of(record)));
    }
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
