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

  /** Of each key that has something running, what waits behind it. */
  private final Map<Key, Queue<Delivery<K>>> waiting = new HashMap<>();

  /** What most keys have; nothing is ever added to it. */
  private final Queue<Delivery<K>> nothing = new ArrayDeque<>(0);

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
    Queue<Delivery<K>> behind = waiting.putIfAbsent(key, nothing);
    if (behind == null) {
      start(key, delivery);
    } else {
      add(delivery, behind == nothing ? queue(key) : behind);
    }
  }

  private Queue<Delivery<K>> queue(Key key) {
    Queue<Delivery<K>> queue = new ArrayDeque<>();
    waiting.put(key, queue);
    return queue;
  }

  private void add(Delivery<K> delivery, Queue<Delivery<K>> behind) {
    dropRevoked(behind);
    behind.add(delivery);
    room.giveToWait(delivery);
  }

  private void start(Key key, Delivery<K> delivery) {
    run.apply(delivery).onComplete(over -> ended.give(key));
  }

  /** The next of the key has the room of the one before. */
  private void startNext(Key key) {
    Queue<Delivery<K>> behind = waiting.remove(key);
    Delivery<K> next = behind == null ? null : behind.poll();
    if (next == null) {
      room.give();
    } else {
      waiting.put(key, behind);
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

  private record Key(TopicPartition partition, String name) {

    /** The sum that a record makes is one for many numbered keys of neighbouring partitions. */
    @Override
    public int hashCode() {
      return partition.hashCode() * 0x9E3779B1 + name.hashCode();
    }
  }
}
