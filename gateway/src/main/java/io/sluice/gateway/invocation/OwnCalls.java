package io.sluice.gateway.invocation;

import io.sluice.backbone.message.InvocationId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The recorded calls of this node whose callers wait for the end. Each ends once: by its end, by
 * its time, or by the stop of the node. Thread-safe.
 */
final class OwnCalls {

  private final ConcurrentHashMap<InvocationId, OwnCall> calls = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Vertx vertx;
  private final int limit;
  private volatile boolean stopping;

  /**
   * Nobody waits yet.
   *
   * @param limit how many may wait at once
   */
  OwnCalls(Vertx vertx, int limit) {
    this.vertx = vertx;
    this.limit = limit;
  }

  boolean isFull() {
    return size.get() >= limit;
  }

  /**
   * Waits for the end.
   *
   * @return completes on the context that called; empty when the time was up first
   */
  Future<Optional<Completion>> await(InvocationId id, long millis) {
    if (millis <= 0 || stopping) {
      return Future.succeededFuture(Optional.empty());
    }
    var waiting = new OwnCall();
    size.incrementAndGet();
    calls.put(id, waiting);
    waiting.timer = vertx.setTimer(millis, fired -> end(id, waiting, Optional.empty()));
    if (stopping) {
      end(id, waiting, Optional.empty());
    }
    return waiting.promise.future();
  }

  /** Whether somebody waits for it here. */
  boolean contains(InvocationId id) {
    return calls.containsKey(id);
  }

  /** It has ended, or was put aside. */
  void ended(Completion end) {
    OwnCall waiting = calls.get(end.id());
    if (waiting != null) {
      end(end.id(), waiting, Optional.of(end));
    }
  }

  /** From now on nobody waits any more. */
  void stop() {
    stopping = true;
    List.copyOf(calls.entrySet())
        .forEach(one -> end(one.getKey(), one.getValue(), Optional.empty()));
  }

  int size() {
    return size.get();
  }

  private void end(InvocationId id, OwnCall waiting, Optional<Completion> how) {
    if (calls.remove(id, waiting)) {
      size.decrementAndGet();
      waiting.settle(how);
    }
  }

  private final class OwnCall {
    private final Context context = vertx.getOrCreateContext();
    private final Promise<Optional<Completion>> promise = Promise.promise();
    private volatile long timer;

    /** A timer that another thread cancels costs its event loop a task of its own. */
    private void settle(Optional<Completion> end) {
      context.runOnContext(
          ignored -> {
            vertx.cancelTimer(timer);
            promise.complete(end);
          });
    }
  }
}
