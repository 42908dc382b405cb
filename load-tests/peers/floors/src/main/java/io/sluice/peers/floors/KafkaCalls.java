package io.sluice.peers.floors;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.peers.launch.Arguments;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The calls that wait for their reply, each by its correlation id. */
final class KafkaCalls implements Echo {

  static final long SWEEP_MILLIS = 500;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private record Waiting(Context context, Promise<Buffer> reply, long since) {

    void succeed(Buffer body) {
      context.runOnContext(now -> reply.tryComplete(body));
    }

    void fail(Throwable cause) {
      context.runOnContext(now -> reply.tryFail(cause));
    }
  }

  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final byte[] replyTo;

  private KafkaCalls(Producer<byte[], byte[]> producer, String topic, String replyTopic) {
    this.producer = producer;
    this.topic = topic;
    this.replyTo = replyTopic.getBytes(UTF_8);
  }

  /** Blocks until the topic's partitions are known: the first send would do so on an event loop. */
  static KafkaCalls open(Arguments arguments) {
    var calls =
        new KafkaCalls(
            KafkaClients.producer(arguments),
            arguments.text("topic"),
            arguments.text("reply-topic"));
    calls.producer.partitionsFor(calls.topic);
    return calls;
  }

  @Override
  public Future<Buffer> answer(Buffer body) {
    var id = UUID.randomUUID().toString();
    Promise<Buffer> reply = Promise.promise();
    // First, because the reply may be here before the broker's acknowledgement.
    waiting.put(id, new Waiting(Vertx.currentContext(), reply, System.nanoTime()));
    var request = new ProducerRecord<byte[], byte[]>(topic, body.getBytes());
    request.headers().add(KafkaClients.CORRELATION_ID, id.getBytes(UTF_8));
    request.headers().add(KafkaClients.REPLY_TO, replyTo);
    producer.send(request, (metadata, failure) -> failUnlessSent(id, failure));
    return reply.future();
  }

  /** Takes a reply, on the thread that read it. */
  void complete(ConsumerRecord<byte[], byte[]> reply) {
    var id = reply.headers().lastHeader(KafkaClients.CORRELATION_ID);
    var call = id == null ? null : waiting.remove(new String(id.value(), UTF_8));
    if (call != null) {
      call.succeed(Buffer.buffer(reply.value()));
    }
  }

  void failOverdue() {
    long now = System.nanoTime();
    waiting.forEach(
        (id, call) -> {
          if (now - call.since() > PATIENCE_NANOS && waiting.remove(id, call)) {
            call.fail(new TimeoutException("no reply in time"));
          }
        });
  }

  private void failUnlessSent(String id, Exception failure) {
    var call = failure == null ? null : waiting.remove(id);
    if (call != null) {
      call.fail(failure);
    }
  }
}
