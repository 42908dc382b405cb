package io.sluice.dev;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that takes a while to start, in a thread of its own, and is closed at the end. */
final class Part<T extends AutoCloseable> {

  private final String name;
  private final FutureTask<T> task;

  Part(String name, Progress progress, Callable<T> start) {
    this.name = name;
    this.task =
        new FutureTask<>(
            () -> {
              long since = System.nanoTime();
              T started = start.call();
              progress.started(name, System.nanoTime() - since);
              return started;
            });
  }

  void begin() {
    Thread.ofPlatform().daemon().name("start " + name).start(task);
  }

  T await() throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Whether the start has come to an end, waiting a moment for it. */
  boolean isSettled(long millis) throws InterruptedException {
    try {
      task.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    }
  }

  /** Closes what has been started; a start that has not begun never does. */
  void close() throws Exception {
    if (task.state() == Future.State.SUCCESS) {
      task.resultNow().close();
    }
  }
}
