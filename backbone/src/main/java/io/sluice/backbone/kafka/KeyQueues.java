package io.sluice.backbone.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs deliveries side by side, but those of one key strictly in turn. What runs has the {@link
 * Place} that was taken for it; what waits for its key gives it back, counts in its partition's
 * backlog, and takes another when it has its turn: before what was read later. Confined to one
 * Vert.x context.
 *
 * @param <K> what the records were read as
 */
final class KeyQueues<K extends Keyed> {

  /** Of each key that has something running, what waits behind it. */
  private final Map<Key, Queue<Delivery<K>>> waiting = new HashMap<>();

  /** What most keys have; nothing is ever added to it. */
  private final Queue<Delivery<K>> nothing = new ArrayDeque<>(0);

  /** The keys whose next has its turn and waits for room. */
  private final Queue<Key> ready = new ConcurrentLinkedQueue<>();

  private final Context context;
  private final Handover<Running<K>> ended;
  private final Room room;
  private final Function<Delivery<K>, Future<Void>> run;

  /**
   * Queues for one consumer.
   *
   * @param context where deliveries are submitted and run; a run may end anywhere
   * @param run never fails, and ends when the next of the key may start
   */
  KeyQueues(Context context, Room room, Function<Delivery<K>, Future<Void>> run) {
    this.context = context;
    this.room = room;
    this.run = run;
    this.ended = new Handover<>(context, this::end);
    room.notifyOf(this::startReadySoon);
  }

  /** Takes a delivery that has room. */
  void submit(Delivery<K> delivery) {
    String name = delivery.reading().key();
    if (name == null) {
      run.apply(delivery).onComplete(over -> delivery.place().give());
      return;
    }
    Key key = new Key(delivery.partition().partition(), name);
    Queue<Delivery<K>> behind = waiting.putIfAbsent(key, nothing);
    if (behind == null) {
      start(new Running<>(key, delivery));
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

  private void start(Running<K> running) {
    run.apply(running.delivery()).onComplete(over -> ended.give(running));
  }

  private void end(Running<K> running) {
    running.delivery().place().give();
    Queue<Delivery<K>> behind = waiting.get(running.key());
    if (behind == null || behind.isEmpty()) {
      waiting.remove(running.key());
    } else {
      ready.add(running.key());
      startReady();
    }
  }

  private void startReadySoon() {
    if (!ready.isEmpty()) {
      context.runOnContext(ignored -> startReady());
    }
  }

  /** Of those that have their turn, as many as there is room for. */
  private void startReady() {
    while (!ready.isEmpty() && room.tryTake()) {
      Key key = ready.remove();
      Delivery<K> next = Objects.requireNonNull(waiting.get(key)).remove();
      next.partition().backlog().remove(next.size());
      start(new Running<>(key, next));
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

  private record Running<K extends Keyed>(Key key, Delivery<K> delivery) {}

  private record Key(TopicPartition partition, String name) {

    /** The sum that a record makes is one for many numbered keys of neighbouring partitions. */
    @Override
    public int hashCode() {
      return partition.hashCode() * 0x9E3779B1 + name.hashCode();
    }
  }
}
