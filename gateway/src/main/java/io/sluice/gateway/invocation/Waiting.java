package io.sluice.gateway.invocation;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants written, or read, and where its answer goes: to the context that it called
 * on.
 *
 * @param <T> what it wants written
 * @param <R> what it is told
 */
final class Waiting<T, R> {

  /** A caller is told within 5 s, whatever happens. */
  private static final Duration LIMIT = Duration.ofMillis(4_500);

  private final Promise<R> promise = Promise.promise();
  private final @Nullable Context context = Vertx.currentContext();
  private final long end = System.nanoTime() + LIMIT.toNanos();
  private final T item;
  private final int bytes;

  Waiting(T item, int bytes) {
    this.item = item;
    this.bytes = bytes;
  }

  T item() {
    return item;
  }

  int bytes() {
    return bytes;
  }

  Future<R> future() {
    return promise.future();
  }

  /** Zero or less when its time is over. */
  Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  void complete(R result) {
    onContext(() -> promise.tryComplete(result));
  }

  void fail(Throwable cause) {
    onContext(() -> promise.tryFail(cause));
  }

  private void onContext(Runnable action) {
    if (context == null) {
      action.run();
    } else {
      context.runOnContext(ignored -> action.run());
    }
  }
}
