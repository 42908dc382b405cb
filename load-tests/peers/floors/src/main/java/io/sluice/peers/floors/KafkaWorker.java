package io.sluice.peers.floors;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.peers.launch.Arguments;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;

/** Answers each record of the topic with its own value, to the topic that the record names. */
final class KafkaWorker {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;

  private KafkaWorker(KafkaConsumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
    this.consumer = consumer;
    this.producer = producer;
  }

  static KafkaWorker start(Arguments arguments) {
    var topic = arguments.text("topic");
    var worker =
        new KafkaWorker(
            KafkaClients.member(arguments, topic + ".workers"), KafkaClients.producer(arguments));
    worker.consumer.subscribe(List.of(topic), new GroupMember(worker.consumer));
    return worker;
  }

  /** Works on the calling thread until the process is told to end. */
  void run() {
    GroupMember.leaveAtTheEnd(consumer, Thread.currentThread());
    try (consumer;
        producer) {
      while (true) {
        consumer.poll(POLL).forEach(this::answer);
      }
    } catch (WakeupException end) {
      // The shutdown hook's way to end the loop; closing has committed the offsets.
    }
  }

  private void answer(ConsumerRecord<byte[], byte[]> request) {
    var headers = request.headers();
    var replyTo = new String(headers.lastHeader(KafkaClients.REPLY_TO).value(), UTF_8);
    var reply = new ProducerRecord<byte[], byte[]>(replyTo, request.value());
    reply.headers().add(headers.lastHeader(KafkaClients.CORRELATION_ID));
    producer.send(reply, (metadata, failure) -> tell(failure));
  }

  private static void tell(Exception failure) {
    if (failure != null) {
      failure.printStackTrace();
    }
  }
}
