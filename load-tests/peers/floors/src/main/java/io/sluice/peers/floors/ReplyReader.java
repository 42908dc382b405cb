package io.sluice.peers.floors;

import io.sluice.peers.launch.Arguments;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads this gateway's own reply topic from its end, all partitions, without a group. */
final class ReplyReader extends Thread {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecord<byte[], byte[]>> replies;

  private ReplyReader(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> replies) {
    super("replies");
    this.consumer = consumer;
    this.replies = replies;
  }

  /** Blocks until the position in each partition is known: no reply from then on is missed. */
  static ReplyReader open(Arguments arguments, Consumer<ConsumerRecord<byte[], byte[]>> replies) {
    var consumer = KafkaClients.reader(arguments);
    var partitions =
        consumer.partitionsFor(arguments.text("reply-topic")).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return new ReplyReader(consumer, replies);
  }

  @Override
  public void run() {
    while (true) {
      consumer.poll(POLL).forEach(replies);
    }
  }
}
