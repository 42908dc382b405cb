package io.sluice.workers.handler;

import io.sluice.backbone.message.Problem;

/** A handler's no on purpose: an answer to the caller, logged nowhere and never retried. */
public final class Rejection extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Rejection(Problem problem) {
    // No stack trace: it is an answer, and it may come often.
    super(problem.title(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
