package io.sluice.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, never for a time. */
public final class Eventually {

  private static final long LOOK_AGAIN_MILLIS = 20;

  private Eventually() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what the condition in words
   * @throws AssertionError when it does not hold within the limit
   */
  public static void holds(String what, Duration limit, Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    var never = new CountDownLatch(1);
    while (!condition.call()) {
      if (System.nanoTime() > end || never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
    }
  }
}
