package io.sluice.cluster.node;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Ends the process in order and in time, whoever asks: a signal, or a start that failed. */
public final class Ending {

  private final PrintStream err;
  private final Duration limit;
  private final AtomicInteger status = new AtomicInteger();
  private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Ending(PrintStream err, Duration limit) {
    this.err = err;
    this.limit = limit;
  }

  /**
   * From now on the process ends by this.
   *
   * @param err is told when stopping takes too long
   * @param limit after it the process ends at once, with status 1
   */
  public static Ending install(PrintStream err, Duration limit) {
    var ending = new Ending(err, limit);
    Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "end"));
    return ending;
  }

  /** What has to be done at the end; it may block. */
  public void stops(Runnable action) {
    stop.set(action);
  }

  /** The exit code of an end that no signal asked for. */
  public int withStatus(int code) {
    status.set(code);
    return code;
  }

  /** Ends the process for a reason of its own; returns at once. */
  public void begin(int code) {
    var unused = withStatus(code);
    Thread.ofPlatform().name("exit").start(() -> System.exit(code));
  }

  /** Waits for the end. */
  public void await() throws InterruptedException {
    stopped.await();
  }

  private void end() {
    Thread.ofPlatform().daemon().name("end deadline").start(this::haltWhenLate);
    Runnable action = stop.get();
    if (action != null) {
      action.run();
    }
    stopped.countDown();
    // The JVM's own code for a signal is 143, which reads as a failure.
    Runtime.getRuntime().halt(status.get());
  }

  private void haltWhenLate() {
    try {
      if (!stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        err.println("sluice: could not stop within " + limit.toSeconds() + " s, ending at once");
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
