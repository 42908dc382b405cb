package io.sluice.peers.floors;

import io.sluice.peers.launch.Ready;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Says that a worker is ready when its group has given it partitions. */
final class GroupMember implements ConsumerRebalanceListener {

  private final KafkaConsumer<?, ?> consumer;
  private boolean told;

  GroupMember(KafkaConsumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /** Else the next worker of the group would wait for this one's session to run out. */
  static void leaveAtTheEnd(KafkaConsumer<?, ?> consumer, Thread loop) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  consumer.wakeup();
                  try {
                    loop.join(Duration.ofSeconds(5));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // Once the positions are known nothing that is sent can be missed.
    partitions.forEach(consumer::position);
    if (!told) {
      told = true;
      Ready.worker();
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    // What was committed last is where another goes on.
  }
}
