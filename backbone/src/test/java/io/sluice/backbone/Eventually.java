package io.sluice.backbone;

import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, not for a time. */
public final class Eventually {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private Eventually() {}

  public static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("not within " + LIMIT + ": " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /** Returns when the context has done what it has to do already. */
  public static void settled(Context context) {
    Promise<Void> looked = Promise.promise();
    context.runOnContext(ignored -> context.runOnContext(again -> looked.complete()));
    eventually("the context comes to it", () -> looked.future().isComplete());
  }
}
