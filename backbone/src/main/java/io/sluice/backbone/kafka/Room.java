package io.sluice.backbone.kafka;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many records a consumer may have in work at once, over all its partitions and sessions. A
 * record that waits for its key takes no room. Any thread may use it.
 */
final class Room {

  private final AtomicInteger taken = new AtomicInteger();
  private final int limit;
  private volatile Runnable whenHalfIsFree = () -> {};

  Room(int limit) {
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  /** Says who wants to know that half of the room is free again. */
  void notifyOf(Runnable halfIsFree) {
    whenHalfIsFree = halfIsFree;
  }

  /** Takes room for records that were read, also where none is left: they are there already. */
  void take(int records) {
    taken.addAndGet(records);
  }

  /** Gives back what one record took. */
  void give() {
    if (taken.decrementAndGet() == limit / 2) {
      whenHalfIsFree.run();
    }
  }

  /** Gives back what a record took that must wait; it counts in its partition's backlog then. */
  void giveToWait(Delivery<?> delivery) {
    delivery.partition().backlog().add(delivery.size());
    give();
  }

  /** Takes room for a record that has waited, also where none is left. */
  void takeAfterWait(Delivery<?> delivery) {
    delivery.partition().backlog().remove(delivery.size());
    take(1);
  }

  boolean isFull() {
    return taken.get() >= limit;
  }

  boolean isHalfFree() {
    return taken.get() <= limit / 2;
  }
}
