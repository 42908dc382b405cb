package io.sluice.gateway.http;

import io.sluice.backbone.message.Problem;

/** A request that ends before it became a command. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final boolean endsConnection;

  private RefusedException(Problem problem, boolean endsConnection) {
    // No stack trace: it is an answer, and hostile clients make it come often.
    super(problem.title(), null, false, false);
    this.problem = problem;
    this.endsConnection = endsConnection;
  }

  static RefusedException of(Problem problem) {
    return new RefusedException(problem, false);
  }

  /** The rest of the request is not read, so the connection cannot be used again. */
  static RefusedException unread(Problem problem) {
    return new RefusedException(problem, true);
  }

  Problem problem() {
    return problem;
  }

  boolean endsConnection() {
    return endsConnection;
  }
}
