package io.sluice.cluster.node;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures on a thread that may block: {@code main}, or the one that ends the process. */
public final class Blocking {

  private Blocking() {}

  /**
   * Waits for the result.
   *
   * @throws Exception what the future failed with; {@link IllegalStateException} after the limit
   */
  public static <T> T await(Future<T> future, Duration limit) throws Exception {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (TimeoutException e) {
      throw new IllegalStateException("not done within " + limit.toSeconds() + " s", e);
    }
  }
}
