package io.sluice.backbone.kafka;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many records a consumer may have in work at once, over all its partitions and sessions. A
 * record that waits for its key takes no room. One that a handler has answered, and whose end is
 * waited for, takes none while at most four times as many, 500, and 8 MB are like it, unless the
 * next of its key is to have the same {@link Place}. Any thread may use it.
 */
final class Room {

  private static final int TIMES_LIMIT = 4;
  private static final int MOST_ANSWERED = 500;

  private final AtomicInteger taken = new AtomicInteger();
  private final Queue<Runnable> first = new ConcurrentLinkedQueue<>();
  private final Backlog answered;
  private final int limit;
  private volatile Runnable whenFree = () -> {};

  Room(int limit) {
    this.limit = limit;
    this.answered = new Backlog(Math.min(MOST_ANSWERED, TIMES_LIMIT * limit));
  }

  int limit() {
    return limit;
  }

  /** How many records are in work. */
  int taken() {
    return taken.get();
  }

  /** Says who wants to know, on any thread, that there is room again. */
  void notifyOf(Runnable isFree) {
    whenFree = isFree;
  }

  /** Takes room for a record, where there is some that nobody has asked for before. */
  boolean tryTake() {
    return first.isEmpty() && tryTakeAny();
  }

  /**
   * Takes room as soon as there is some, before anybody who asks after this.
   *
   * @param hasRoom told then, on the thread that gave the room
   */
  void takeSoon(Runnable hasRoom) {
    first.add(hasRoom);
    serveFirst();
  }

  private void serveFirst() {
    while (!first.isEmpty() && tryTakeAny()) {
      Runnable next = first.poll();
      if (next == null) {
        give();
      } else {
        next.run();
      }
    }
  }

  private boolean tryTakeAny() {
    int before = taken.get();
    while (before < limit) {
      if (taken.compareAndSet(before, before + 1)) {
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  /** Takes room for a record that cannot wait for it. */
  void take() {
    taken.incrementAndGet();
  }

  /** Gives back what one record took. */
  void give() {
    if (taken.decrementAndGet() < limit) {
      serveFirst();
      whenFree.run();
    }
  }

  /** Gives back what a record took that is answered, unless too many answers are on their way. */
  boolean tryAnswer(int size) {
    if (!answered.tryAdd(size)) {
      return false;
    }
    give();
    return true;
  }

  /** An answer has arrived whose record gave back its room before. */
  void acknowledged(int size) {
    answered.remove(size);
  }

  /** Gives back what a record took that must wait; it counts in its partition's backlog then. */
  void giveToWait(Delivery<?> delivery) {
    delivery.partition().backlog().add(delivery.size());
    give();
  }

  /** Takes room for a record that has waited, also where none is left. */
  void takeAfterWait(Delivery<?> delivery) {
    delivery.partition().backlog().remove(delivery.size());
    take();
  }
}
