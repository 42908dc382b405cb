package io.sluice.gateway.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.sluice.backbone.message.Problem;
import io.sluice.gateway.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Why a request could not be read, by what the decoder says. */
final class InvalidRequest {

  private InvalidRequest() {}

  static Problem problem(@Nullable Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line -> explained(ProblemType.URI_TOO_LONG);
      case TooLongHttpHeaderException headers -> explained(ProblemType.HEADERS_TOO_LARGE);
      case RefusedHeadException head -> head.problem();
      case null, default ->
          ProblemType.MALFORMED_REQUEST.problem("The request is not sound HTTP/1.1.");
    };
  }

  private static Problem explained(ProblemType type) {
    return type.problem(type.explanation());
  }
}
