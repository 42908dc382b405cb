package io.sluice.cluster.node;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be stopped in reverse: also when the start ended half-way. A step that fails
 * is logged and does not keep the rest from stopping. Safe to use from any thread.
 */
public final class StopSequence {

  private static final Logger log = LoggerFactory.getLogger(StopSequence.class);

  private static final Duration SLOW = Duration.ofMillis(500);

  private final ConcurrentLinkedDeque<Step> steps = new ConcurrentLinkedDeque<>();
  private volatile boolean stopping;

  private record Step(String name, Supplier<? extends Future<?>> stop) {}

  /**
   * Adds what has just been started; it is stopped before everything that was added earlier, and at
   * once when the stop has begun: a start that is cut short leaves nothing behind.
   */
  public void push(String name, Supplier<? extends Future<?>> stop) {
    steps.push(new Step(name, stop));
    if (stopping) {
      stopNext(Promise.promise());
    }
  }

  /** Stops everything, one after the other. Never fails; a second call finds nothing left. */
  public Future<Void> stop() {
    // A promise of no context: the last step may close Vert.x, and with it every context's thread.
    Promise<Void> stopped = Promise.promise();
    stopping = true;
    stopNext(stopped);
    return stopped.future();
  }

  /** Whoever waits for the end of a process wants to know for what. */
  private static void tellWhenSlow(Step step, Duration took) {
    if (took.compareTo(SLOW) > 0) {
      log.atInfo()
          .addKeyValue("part", step.name())
          .addKeyValue("millis", took.toMillis())
          .log("slow to stop");
    }
  }

  private void stopNext(Promise<Void> stopped) {
    Step step = steps.poll();
    if (step == null) {
      stopped.complete();
      return;
    }
    long begin = System.nanoTime();
    // Composed, so that a step that throws is one that fails.
    Future.succeededFuture(step)
        .compose(one -> one.stop().get().<Void>mapEmpty())
        .onFailure(
            failure ->
                log.atWarn().addKeyValue("part", step.name()).setCause(failure).log("stop failed"))
        .onComplete(ended -> tellWhenSlow(step, Duration.ofNanos(System.nanoTime() - begin)))
        .onComplete(ended -> stopNext(stopped));
  }
}
