package io.sluice.workers.handler;

import io.sluice.backbone.message.Problem;

/**
 * A transaction that its database did not let end. Unlike a {@link Rejection} it is no answer on
 * purpose: where the operation has a policy of retries, its command runs again.
 */
public final class HinderedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public HinderedException(Problem problem) {
    // No stack trace: who throws it has logged why, and it comes often where it comes.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What the caller is told where it is not run again. */
  public Problem problem() {
    return problem;
  }
}
