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
 * Runs deliveries side by side, but those of one key strictly in turn. What runs keeps the room
 * that was taken for it; what waits for its key gives it back and counts in its partition's
 * backlog. Confined to one Vert.x context.
 *
 * @param <K> what the records were read as
 */
final class KeyQueues<K extends Keyed> {

  private final Map<Key, Queue<Delivery<K>>> waiting = new HashMap<>();
  private final Handover<Key> ended;
  private final Room room;
  private final Function<Delivery<K>, Future<Void>> run;

  /**
   * Queues for one consumer.
   *
   * @param context where deliveries are submitted and run; a run may end anywhere
   * @param run never fails, and ends when the next of the key may start
   */
  KeyQueues(Context context, Room room, Function<Delivery<K>, Future<Void>> run) {
    this.room = room;
    this.run = run;
    this.ended = new Handover<>(context, this::startNext);
  }

  /** Takes a delivery that has room. */
  void submit(Delivery<K> delivery) {
    String name = delivery.reading().key();
    if (name == null) {
      run.apply(delivery).onComplete(over -> room.give());
      return;
    }
    Key key = new Key(delivery.partition().partition(), name);
    Queue<Delivery<K>> behind = waiting.get(key);
    if (behind != null) {
      dropRevoked(behind);
      behind.add(delivery);
      room.giveToWait(delivery);
      return;
    }
    waiting.put(key, new ArrayDeque<>(2));
    start(key, delivery);
  }

  private void start(Key key, Delivery<K> delivery) {
    run.apply(delivery).onComplete(over -> ended.give(key));
  }

  /** The next of the key has the room of the one before. */
  private void startNext(Key key) {
    Queue<Delivery<K>> behind = waiting.get(key);
    Delivery<K> next = behind == null ? null : behind.poll();
    if (next == null) {
      waiting.remove(key);
      room.give();
    } else {
      next.partition().backlog().remove(next.size());
      start(key, next);
    }
  }

  /** A partition that goes and comes back while its key is held up must not pile up here. */
  private void dropRevoked(Queue<Delivery<K>> behind) {
    Delivery<K> first = behind.peek();
    while (first != null && first.partition().isRevoked()) {
      behind.poll();
      first = behind.peek();
    }
  }

  private record Key(TopicPartition partition, String name) {}
}
