package io.sluice.peers.spring;

import io.sluice.peers.launch.Ready;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/** Tells that the worker is ready once Kafka has given it partitions and their positions. */
class ReadyOnAssignment implements ConsumerAwareRebalanceListener {

  private final AtomicBoolean told = new AtomicBoolean();

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.forEach(consumer::position);
    if (told.compareAndSet(false, true)) {
      Ready.worker();
    }
  }
}
