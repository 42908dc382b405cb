package io.sluice.backbone.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs deliveries side by side, but those of one key strictly in turn. What runs has the {@link
 * Place} that was taken for it; what waits for its key gives it back and counts in its partition's
 * backlog. The next of a key has the place of the one before, or, where that was another's already,
 * the first that is free. Confined to one Vert.x context.
 *
 * @param <K> what the records were read as
 */
final class KeyQueues<K extends Keyed> {

  private static final Logger log = LoggerFactory.getLogger(KeyQueues.class);

  /** Of each key that has something in hand. */
  private final Map<Key, Line<K>> lines = new HashMap<>();

  private final Handover<Line<K>> ended;
  private final Handover<Line<K>> ready;
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
    this.ended = new Handover<>(context, this::end);
    this.ready = new Handover<>(context, this::startNext);
  }

  /** Takes a delivery that has room. */
  void submit(Delivery<K> delivery) {
    String name = delivery.reading().key();
    if (name == null) {
      run(delivery, () -> delivery.place().give());
      return;
    }
    Key key = new Key(delivery.partition().partition(), name);
    Line<K> fresh = new Line<>(key, delivery);
    Line<K> line = lines.putIfAbsent(key, fresh);
    if (line == null) {
      start(fresh);
    } else {
      line.add(delivery);
      room.giveToWait(delivery);
    }
  }

  private void start(Line<K> line) {
    run(line.current, () -> ended.give(line));
  }

  /**
   * What breaks, against the rule, stays unfinished: the partition's next consumer reads it again.
   */
  private void run(Delivery<K> delivery, Runnable whenOver) {
    begin(delivery)
        .onComplete(
            over -> whenOver.run(),
            broken -> {
              TopicPartition partition = delivery.partition().partition();
              log.atError()
                  .addKeyValue("topic", partition.topic())
                  .addKeyValue("partition", partition.partition())
                  .addKeyValue("offset", delivery.offset())
                  .setCause(broken)
                  .log("record not finished");
              whenOver.run();
            });
  }

  private Future<Void> begin(Delivery<K> delivery) {
    try {
      return run.apply(delivery);
    } catch (RuntimeException | Error e) {
      return Future.failedFuture(e);
    }
  }

  private void end(Line<K> line) {
    if (line.isLast()) {
      lines.remove(line.key);
      line.current.place().give();
    } else if (line.current.place().inherit()) {
      startNext(line);
    } else {
      room.takeSoon(() -> ready.give(line));
    }
  }

  /** It has room. */
  private void startNext(Line<K> line) {
    line.goOn();
    line.current.partition().backlog().remove(line.current.size());
    start(line);
  }

  /** What is in hand of one key: what runs, or ran last, and what waits behind it. */
  private static final class Line<K extends Keyed> {

    private final Key key;
    private Delivery<K> current;
    private @Nullable Queue<Delivery<K>> behind;

    private Line(Key key, Delivery<K> first) {
      this.key = key;
      this.current = first;
    }

    private boolean isLast() {
      return behind == null || behind.isEmpty();
    }

    private void add(Delivery<K> delivery) {
      Queue<Delivery<K>> queue = behind;
      if (queue == null) {
        queue = new ArrayDeque<>();
        behind = queue;
      }
      dropRevoked(queue);
      queue.add(delivery);
      current.place().awaited();
    }

    private void goOn() {
      Queue<Delivery<K>> queue = behind;
      if (queue == null) {
        throw new IllegalStateException("nothing waits behind " + key);
      }
      current = queue.remove();
      if (!queue.isEmpty()) {
        current.place().awaited();
      }
    }

    /** A partition that goes and comes back while its key is held up must not pile up here. */
    private void dropRevoked(Queue<Delivery<K>> queue) {
      Delivery<K> first = queue.peek();
      while (first != null && first.partition().isRevoked()) {
        queue.remove();
        first = queue.peek();
      }
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
