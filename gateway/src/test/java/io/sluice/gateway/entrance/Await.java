package io.sluice.gateway.entrance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must become true. */
public final class Await {

  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Await() {}

  /**
   * Asks until it is so.
   *
   * @throws AssertionError naming the condition, when 15 s were not enough
   */
  public static void until(String condition, BooleanSupplier isSo) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + DEADLINE + ": " + condition);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
