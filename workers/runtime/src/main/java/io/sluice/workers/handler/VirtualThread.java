package io.sluice.workers.handler;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;

/** Runs blocking code on a virtual thread of its own. */
final class VirtualThread {

  private VirtualThread() {}

  /** The future completes on the context. */
  static Future<Object> run(Context context, Callable<Object> work) {
    Promise<Object> done = Promise.promise();
    Thread.ofVirtual()
        .name("sluice-handler")
        .start(
            () -> {
              Future<Object> ended = call(work);
              context.runOnContext(ignored -> ended.onComplete(done));
            });
    return done.future();
  }

  private static Future<Object> call(Callable<Object> work) {
    try {
      return Future.succeededFuture(work.call());
    } catch (Throwable e) {
      // An assertion's error too: the thread is the handler's own, and nobody else would see it.
      return Future.failedFuture(e);
    }
  }
}
