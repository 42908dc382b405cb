package io.sluice.workers.handler;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of one of its operations beside its handler. Said while the worker starts, and
 * only read then.
 */
public final class Operation {

  private static final int WITHOUT_POLICY = 3;

  private final String name;
  private @Nullable Retry retry;
  private boolean never;
  private boolean durable;

  Operation(String name) {
    this.name = name;
  }

  /**
   * A command whose handler failed runs again. Without this it is answered by a 500 at once.
   *
   * @throws IllegalArgumentException where it was said before, or {@link #retryNever()}
   */
  @CanIgnoreReturnValue
  public Operation retry(Retry policy) {
    requireUnsaid();
    retry = policy;
    return this;
  }

  /**
   * A command runs once, and not again where it is not known how far it came: its caller is told
   * so. It needs the service's database, where that it has started is written down before.
   *
   * @throws IllegalArgumentException where it was said before, or {@link #retry}
   */
  @CanIgnoreReturnValue
  public Operation retryNever() {
    requireUnsaid();
    never = true;
    return this;
  }

  /**
   * Every answer comes from a {@link Call#transaction}, a {@link Rejection} before it excepted. The
   * worker does not start without a database for its service, and any other answer is a failure.
   */
  @CanIgnoreReturnValue
  public Operation durable() {
    durable = true;
    return this;
  }

  public String name() {
    return name;
  }

  /** Empty where a failure is final. */
  public Optional<Retry> retry() {
    return Optional.ofNullable(retry);
  }

  /** How often a command may be begun; one without a policy may end its process more than once. */
  public int mostAttempts() {
    if (never) {
      return Integer.MAX_VALUE;
    }
    return retry == null ? WITHOUT_POLICY : retry.attempts();
  }

  public boolean isRetriedNever() {
    return never;
  }

  public boolean isDurable() {
    return durable;
  }

  private void requireUnsaid() {
    if (retry != null || never) {
      throw new IllegalArgumentException("operation " + name + " has a policy of retries already");
    }
  }
}
