package io.sluice.backbone.dispatch;

import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;

/** A command that was certainly not written to the backbone, and why. */
public final class NotSentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Failure failure;

  /**
   * Says why.
   *
   * @param detail one sentence for the caller; nothing internal
   */
  public NotSentException(Failure failure, String detail) {
    super(detail);
    if (failure.mayHaveRun()) {
      throw new IllegalArgumentException(failure + " says that the command may have been sent");
    }
    this.failure = failure;
  }

  /**
   * Says why, and what the transport said.
   *
   * @param cause for the log alone
   */
  public NotSentException(Failure failure, String detail, Throwable cause) {
    this(failure, detail);
    initCause(cause);
  }

  /** Why. */
  public Failure failure() {
    return failure;
  }

  /** What its caller is told. */
  public Outcome outcome() {
    return new Outcome.Unanswered(failure, String.valueOf(getMessage()));
  }
}
