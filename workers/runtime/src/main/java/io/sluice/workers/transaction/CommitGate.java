package io.sluice.workers.transaction;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Lets the commits of a node start together, so that the server writes them to its log by one
 * flush: what is ready waits until the commits that are under way have ended and half of all
 * attempts that have a connection are ready, and then all of them start. Each still commits alone,
 * on its own connection. Confined to one context.
 */
final class CommitGate {

  /**
   * Nobody waits longer: a commit under way may wait for a lock that only one who waits here gives
   * back, where it checks a constraint at its end.
   */
  private static final long LONGEST_WAIT_MILLIS = 10;

  private static final int ATTEMPTS_TO_READY = 2;

  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private final Vertx vertx;
  private int attempts;
  private int underWay;
  private long timer;

  CommitGate(Vertx vertx) {
    this.vertx = vertx;
  }

  /** An attempt has got its connection. */
  void enter() {
    attempts++;
  }

  /** An attempt has ended. */
  void exit() {
    attempts--;
    openWhenEnough();
  }

  /** Whether there is anybody to commit with. */
  boolean isShared() {
    return attempts > 1;
  }

  /** Starts the commit when its turn comes; at once where there are few attempts. */
  <T> Future<T> pass(Supplier<Future<T>> commit) {
    return turn()
        .compose(
            come ->
                // Also where it throws.
                Future.succeededFuture()
                    .compose(ready -> commit.get())
                    .onComplete(ended -> leave()));
  }

  private Future<Void> turn() {
    Promise<Void> turn = Promise.promise();
    waiting.add(turn);
    if (waiting.size() == 1) {
      timer = vertx.setTimer(LONGEST_WAIT_MILLIS, fired -> open());
    }
    openWhenEnough();
    return turn.future();
  }

  private void leave() {
    underWay--;
    openWhenEnough();
  }

  private void openWhenEnough() {
    if (underWay == 0 && !waiting.isEmpty() && waiting.size() * ATTEMPTS_TO_READY >= attempts) {
      var unused = vertx.cancelTimer(timer);
      open();
    }
  }

  private void open() {
    Deque<Promise<Void>> come = new ArrayDeque<>(waiting);
    waiting.clear();
    underWay += come.size();
    come.forEach(Promise::complete);
  }
}
