package io.sluice.system.invocations;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Many threads that take one call after another: so many are under way at once, and no more. */
final class Together {

  private final int threads;

  Together(int threads) {
    this.threads = threads;
  }

  interface Step {
    void take(KeyedCall call) throws InterruptedException;
  }

  /** Returns when all are done; fails as the first that failed. */
  void forEach(List<KeyedCall> calls, Step step) throws InterruptedException {
    var next = new AtomicInteger();
    var failure = new AtomicReference<Throwable>();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(Thread.ofPlatform().name("caller-" + i).start(() -> run(calls, step, next, failure)));
    }
    for (Thread one : all) {
      one.join();
    }
    Throwable first = failure.get();
    if (first != null) {
      throw new AssertionError("a caller came to an end", first);
    }
  }

  private static void run(
      List<KeyedCall> calls, Step step, AtomicInteger next, AtomicReference<Throwable> failure) {
    try {
      for (int i = next.getAndIncrement();
          i < calls.size() && failure.get() == null;
          i = next.getAndIncrement()) {
        step.take(calls.get(i));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.compareAndSet(null, e);
    } catch (RuntimeException | AssertionError e) {
      failure.compareAndSet(null, e);
    }
  }
}
