package io.sluice.dev;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Ends the process in order and in time, whoever asks: a signal, or a start that failed. */
final class Ending {

  private static final long DEADLINE_SECONDS = 9;

  private final PrintStream err;
  private final AtomicInteger status = new AtomicInteger();
  private final AtomicReference<@Nullable Standalone> running = new AtomicReference<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Ending(PrintStream err) {
    this.err = err;
  }

  static Ending install(PrintStream err) {
    var ending = new Ending(err);
    Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "end"));
    return ending;
  }

  void stops(Standalone standalone) {
    running.set(standalone);
  }

  /** The exit code of an end that no signal asked for. */
  int withStatus(int code) {
    status.set(code);
    return code;
  }

  void await() throws InterruptedException {
    stopped.await();
  }

  private void end() {
    Thread.ofPlatform().daemon().name("end deadline").start(this::haltWhenLate);
    Standalone standalone = running.get();
    if (standalone != null) {
      standalone.stop();
    }
    stopped.countDown();
    // The JVM's own code for a signal is 143, which reads as a failure.
    Runtime.getRuntime().halt(status.get());
  }

  private void haltWhenLate() {
    try {
      if (!stopped.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        err.println("sluice: could not stop within " + DEADLINE_SECONDS + " s, ending at once");
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
