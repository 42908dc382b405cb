package io.sluice.backbone.kafka;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records that were read and have no {@link Room} yet: so that work need not wait for the next
 * poll. They start in the order in which they were read. Reading waits when four times the room's
 * limit of them are there, or 128, or 8 MB, until half of them have gone; one poll may come on top,
 * of a quarter as many.
 *
 * <p>One thread reads and adds; starting belongs to a Vert.x context.
 *
 * @param <K> what the records were read as
 */
final class ReadAhead<K extends Keyed> {

  private static final int TIMES_ROOM = 4;

  /** So few that they are still in the processor's caches when they start. */
  private static final int MOST = 128;

  /** Other tasks of the context have their turn after so many. */
  private static final int STARTS_A_TURN = 100;

  private final Queue<Delivery<K>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean starting = new AtomicBoolean();
  private final Backlog backlog;
  private final Context context;
  private final Room room;
  private final Consumer<Delivery<K>> start;
  private volatile @Nullable Thread reader;
  private boolean full;

  /**
   * One for a consumer, over all its sessions.
   *
   * @param start takes a delivery that has room, on the context
   */
  ReadAhead(Context context, Room room, Consumer<Delivery<K>> start) {
    this.backlog = new Backlog(mostAhead(room));
    this.context = context;
    this.room = room;
    this.start = start;
    room.notifyOf(this::startSoon);
  }

  /** What one poll may bring where this is the room. */
  static int mostOfAPoll(Room room) {
    return mostAhead(room) / 4;
  }

  private static int mostAhead(Room room) {
    return Math.min(MOST, TIMES_ROOM * room.limit());
  }

  /**
   * Waits until half of it is free, once it was full. Belongs to the thread that reads.
   *
   * @return false when there is no space within the limit
   */
  boolean awaitSpace(Duration limit) {
    full = (full || backlog.isFull()) && !isHalfFreeWithin(limit);
    return !full;
  }

  private boolean isHalfFreeWithin(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    // Said before it is looked at: from now on whoever frees half of it wakes this thread.
    reader = Thread.currentThread();
    while (!backlog.isHalfFree() && end - System.nanoTime() > 0) {
      LockSupport.parkNanos(this, end - System.nanoTime());
    }
    reader = null;
    return backlog.isHalfFree();
  }

  /** Takes what was read. */
  void add(List<Delivery<K>> deliveries) {
    deliveries.forEach(one -> backlog.add(one.size()));
    waiting.addAll(deliveries);
    startSoon();
  }

  private void startSoon() {
    if (!waiting.isEmpty() && starting.compareAndSet(false, true)) {
      context.runOnContext(ignored -> startSome());
    }
  }

  private void startSome() {
    starting.set(false);
    int turn = 0;
    while (turn < STARTS_A_TURN && startNext()) {
      turn++;
    }
    Thread parked = reader;
    if (parked != null && backlog.isHalfFree()) {
      LockSupport.unpark(parked);
    }
    if (turn == STARTS_A_TURN) {
      startSoon();
    }
  }

  /** What has lost its partition needs no room: another consumer reads it. */
  private boolean startNext() {
    Delivery<K> next = waiting.peek();
    boolean gone = next != null && next.partition().isRevoked();
    if (next == null || (!gone && !room.tryTake())) {
      return false;
    }
    waiting.remove();
    backlog.remove(next.size());
    if (!gone) {
      start.accept(next);
    }
    return true;
  }
}
