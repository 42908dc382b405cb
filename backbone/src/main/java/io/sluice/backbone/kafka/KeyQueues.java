package io.sluice.backbone.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs deliveries side by side, but those of one key strictly in turn. Confined to one Vert.x
 * context; it holds no more than its consumer has in flight.
 */
final class KeyQueues {

  private final Map<Key, Queue<Delivery>> waiting = new HashMap<>();
  private final Context context;
  private final Function<Delivery, Future<Void>> run;

  /**
   * Queues for one consumer.
   *
   * @param context where deliveries are submitted and run; a run may end anywhere
   * @param run never fails, and ends when the next of the key may start
   */
  KeyQueues(Context context, Function<Delivery, Future<Void>> run) {
    this.context = context;
    this.run = run;
  }

  void submit(Delivery delivery) {
    String name = delivery.command().key();
    if (name == null) {
      run.apply(delivery).onFailure(KeyQueues::impossible);
      return;
    }
    Key key = new Key(delivery.partition().partition(), name);
    Queue<Delivery> behind = waiting.get(key);
    if (behind != null) {
      behind.add(delivery);
      return;
    }
    waiting.put(key, new ArrayDeque<>(2));
    start(key, delivery);
  }

  private void start(Key key, Delivery delivery) {
    run.apply(delivery).onComplete(ended -> context.runOnContext(ignored -> startNext(key)));
  }

  private void startNext(Key key) {
    Queue<Delivery> behind = waiting.get(key);
    Delivery next = behind == null ? null : behind.poll();
    if (next == null) {
      waiting.remove(key);
    } else {
      start(key, next);
    }
  }

  private static void impossible(Throwable failure) {
    throw new IllegalStateException("a delivery's future failed", failure);
  }

  private record Key(TopicPartition partition, String name) {}
}
