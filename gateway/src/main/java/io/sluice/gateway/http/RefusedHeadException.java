package io.sluice.gateway.http;

import io.sluice.backbone.message.Problem;
import io.sluice.gateway.problem.ProblemType;

/** A request's head that {@link StrictRequestDecoder} refuses. */
final class RefusedHeadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private RefusedHeadException(Problem problem) {
    // No stack trace: it is an answer, and hostile clients make it come often.
    super(problem.title(), null, false, false);
    this.problem = problem;
  }

  static RefusedHeadException folded() {
    return new RefusedHeadException(
        ProblemType.MALFORMED_REQUEST.problem("A line of the head begins with white space."));
  }

  /** A version that is not written as one is as malformed as the rest of its line. */
  static RefusedHeadException version(String version) {
    ProblemType type =
        version.startsWith("HTTP/")
            ? ProblemType.HTTP_VERSION_NOT_SUPPORTED
            : ProblemType.MALFORMED_REQUEST;
    return new RefusedHeadException(type.problem(type.explanation()));
  }

  static RefusedHeadException late(long millis) {
    return new RefusedHeadException(
        ProblemType.REQUEST_TIMEOUT.problem(
            "The headers did not arrive within " + millis + " ms."));
  }

  Problem problem() {
    return problem;
  }
}
