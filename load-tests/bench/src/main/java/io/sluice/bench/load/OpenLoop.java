package io.sluice.bench.load;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends by the clock. A call that finds no free connection waits here, and its latency counts all
 * the same from when it was due: a slow system cannot hide behind calls that were never sent.
 */
final class OpenLoop implements Loop {

  private static final int MOST_WAITING = 20_000;

  private final ArrayDeque<Caller> free;
  private final ArrayDeque<Long> waiting = new ArrayDeque<>();
  private final Context loop;
  private final Tally tally;
  private final long interval;
  private volatile boolean ending;
  private long number;

  OpenLoop(List<Caller> callers, int perSecond, Context loop, Tally tally) {
    this.free = new ArrayDeque<>(callers);
    this.interval = 1_000_000_000L / perSecond;
    this.loop = loop;
    this.tally = tally;
  }

  @Override
  public void begin() {
    Thread.ofPlatform().daemon().name("clock").start(this::keepTime);
  }

  @Override
  public void endSending() {
    ending = true;
    waiting.forEach(due -> tally.unanswered());
    waiting.clear();
  }

  @Override
  public void free(Caller caller) {
    Long due = waiting.poll();
    if (due == null) {
      free.add(caller);
    } else {
      caller.call(++number, due);
    }
  }

  /** An event loop's timers go by the millisecond, which is too coarse. */
  private void keepTime() {
    for (long due = System.nanoTime(); !ending; due += interval) {
      for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
        LockSupport.parkNanos(due - now);
      }
      long intended = due;
      loop.runOnContext(ignored -> send(intended));
    }
  }

  private void send(long due) {
    if (ending) {
      return;
    }
    tally.delayed(System.nanoTime() - due);
    Caller caller = free.poll();
    if (caller != null) {
      caller.call(++number, due);
    } else if (waiting.size() < MOST_WAITING) {
      waiting.add(due);
    } else {
      tally.unanswered();
    }
  }
}
