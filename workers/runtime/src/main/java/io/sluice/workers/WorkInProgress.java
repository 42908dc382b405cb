package io.sluice.workers;

import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the commands that are being handled, so that a stop can wait for them. Thread-safe. */
final class WorkInProgress {

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicReference<@Nullable Promise<Void>> waiter = new AtomicReference<>();

  /** Does the work, and counts it until it ends. */
  <T> Future<T> count(Supplier<Future<T>> action) {
    running.incrementAndGet();
    return action.get().onComplete(ended -> oneEnded());
  }

  /** Counts its runs. */
  CommandRunner over(CommandRunner runner) {
    return new CommandRunner() {
      @Override
      public Future<RunResult> run(Command command) {
        return count(() -> runner.run(command));
      }

      @Override
      public int mostAttempts(String operation) {
        return runner.mostAttempts(operation);
      }
    };
  }

  /** Completes when nothing is being handled, or after the limit. No command comes any more. */
  Future<Void> ended(Vertx vertx, Duration limit) {
    Promise<Void> done = Promise.promise();
    waiter.set(done);
    if (running.get() == 0) {
      done.tryComplete();
    }
    long timer = vertx.setTimer(limit.toMillis(), id -> done.tryComplete());
    return done.future().onComplete(ignored -> vertx.cancelTimer(timer));
  }

  private void oneEnded() {
    if (running.decrementAndGet() == 0) {
      Promise<Void> done = waiter.get();
      if (done != null) {
        done.tryComplete();
      }
    }
  }
}
