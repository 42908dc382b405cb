package io.sluice.backbone.kafka;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many records a consumer may have in work at once, over all its partitions and sessions. A
 * record that waits for its key takes no room, nor does one whose reply waits for its
 * acknowledgement; of those there may be four times as many. Any thread may use it.
 */
final class Room {

  private static final int SENT_TIMES_LIMIT = 4;

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
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

  /** Gives back what a record took whose reply is on its way. */
  void giveWhileSent() {
    sent.incrementAndGet();
    give();
  }

  /** Takes room for what is to be done when the reply is acknowledged, also where none is left. */
  void takeAfterSent() {
    take(1);
    if (sent.decrementAndGet() == mostSent() / 2) {
      whenHalfIsFree.run();
    }
  }

  boolean isFull() {
    return taken.get() >= limit || sent.get() >= mostSent();
  }

  boolean isHalfFree() {
    return taken.get() <= limit / 2 && sent.get() <= mostSent() / 2;
  }

  private int mostSent() {
    return SENT_TIMES_LIMIT * limit;
  }
}
