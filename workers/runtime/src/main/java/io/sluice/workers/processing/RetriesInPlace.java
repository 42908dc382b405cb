package io.sluice.workers.processing;

import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands that fail again while they wait, for a transport that keeps nothing: within the
 * deadline and 10 s, and then the last failure is the answer.
 */
public final class RetriesInPlace implements CommandHandler {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Promise<Void> ending = Promise.promise();
  private final Vertx vertx;
  private final CommandRunner runner;
  private final InstantSource clock;

  public RetriesInPlace(Vertx vertx, CommandRunner runner, InstantSource clock) {
    this.vertx = vertx;
    this.runner = runner;
    this.clock = clock;
  }

  @Override
  public Future<Reply> handle(Command command) {
    return next(command, System.nanoTime());
  }

  /** Pauses no more: what waits runs once more at once. */
  public void hurry() {
    ending.tryComplete();
  }

  private Future<Reply> next(Command command, long begun) {
    return runner
        .run(command)
        .compose(
            result ->
                result instanceof RunResult.Again again && mayWait(command, again.pause(), begun)
                    ? pause(again.pause()).compose(over -> next(command.nextAttempt(), begun))
                    : Future.succeededFuture(result.reply()));
  }

  private boolean mayWait(Command command, Duration pause, long begun) {
    long end = System.nanoTime() - begun + pause.toNanos();
    return !ending.future().isComplete()
        && end <= LONGEST.toNanos()
        && command.expiry().remaining(clock).compareTo(pause) > 0;
  }

  private Future<?> pause(Duration pause) {
    var timer = vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS);
    return Future.any(timer, ending.future()).onComplete(over -> timer.cancel());
  }
}
