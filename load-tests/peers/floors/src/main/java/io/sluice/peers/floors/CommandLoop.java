package io.sluice.peers.floors;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.peers.launch.Arguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Floor K: a worker without a framework. It reads the commands that {@code docs/protocol.md}
 * describes, one after the other on one thread, answers each, and commits what is acknowledged.
 */
public final class CommandLoop {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long COMMIT_EVERY_NANOS = Duration.ofMillis(100).toNanos();
  private static final int MOST_BATCHES = 16;

  private final ObjectMapper json = new ObjectMapper();
  private final Map<TopicPartition, OffsetAndMetadata> toCommit = new HashMap<>();
  private final Deque<Batch> batches = new ArrayDeque<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private long committed = System.nanoTime();

  private CommandLoop(KafkaConsumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
    this.consumer = consumer;
    this.producer = producer;
  }

  /** What a command orders, and what the reply says. */
  record Order(
      String nonce,
      String customerId,
      String productId,
      int quantity,
      Stop pickup,
      Stop destination) {}

  record Stop(String city, String date) {}

  /** What one poll brought, and how many of its replies are not acknowledged. */
  private record Batch(Map<TopicPartition, OffsetAndMetadata> ends, AtomicInteger open) {}

  public static void main(String[] args) {
    var arguments = Arguments.of(args);
    var topic = arguments.text("topic");
    var consumer = KafkaClients.committer(arguments, topic + ".workers");
    consumer.subscribe(List.of(topic), new GroupMember(consumer));
    new CommandLoop(consumer, KafkaClients.producer(arguments)).run();
  }

  private void run() {
    GroupMember.leaveAtTheEnd(consumer, Thread.currentThread());
    try (consumer;
        producer) {
      while (true) {
        var records = consumer.poll(POLL);
        var batch = new Batch(records.nextOffsets(), new AtomicInteger(records.count()));
        records.forEach(record -> answer(record, batch));
        batches.add(batch);
        if (batches.size() > MOST_BATCHES) {
          producer.flush();
        }
        commitAcknowledged();
      }
    } catch (WakeupException end) {
      // The shutdown hook's way to end the loop.
    }
  }

  private void answer(ConsumerRecord<byte[], byte[]> record, Batch batch) {
    try {
      var command = CommandHeaders.of(record);
      if (command.isExpired()) {
        batch.open().decrementAndGet();
        return;
      }
      var order = json.readValue(record.value(), Order.class);
      producer.send(
          command.reply(json.writeValueAsBytes(order)),
          (metadata, failure) -> {
            if (failure == null) {
              batch.open().decrementAndGet();
            } else {
              failure.printStackTrace();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void commitAcknowledged() {
    while (!batches.isEmpty() && batches.peek().open().get() == 0) {
      toCommit.putAll(batches.poll().ends());
    }
    long now = System.nanoTime();
    if (!toCommit.isEmpty() && now - committed > COMMIT_EVERY_NANOS) {
      committed = now;
      consumer.commitAsync(Map.copyOf(toCommit), null);
      toCommit.clear();
    }
  }
}
