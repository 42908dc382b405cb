package io.sluice.gateway.invocation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Asks again until it is so. */
final class Eventually {

  private static final long LIMIT_NANOS = 30_000_000_000L;
  private static final long PAUSE_NANOS = 20_000_000L;

  private Eventually() {}

  static void holds(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    boolean held = condition.call();
    while (!held && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
      held = condition.call();
    }
    assertTrue(held, "not so within 30 s");
  }
}
