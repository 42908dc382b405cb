package io.sluice.gateway.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.sluice.backbone.message.Problem;
import org.jspecify.annotations.Nullable;

/** Why a request could not be read, by what Netty's decoder says. */
final class InvalidRequest {

  private InvalidRequest() {}

  static Problem problem(@Nullable Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line ->
          ProblemType.URI_TOO_LONG.problem(ProblemType.URI_TOO_LONG.explanation());
      case TooLongHttpHeaderException headers ->
          ProblemType.HEADERS_TOO_LARGE.problem(ProblemType.HEADERS_TOO_LARGE.explanation());
      case null, default ->
          ProblemType.MALFORMED_REQUEST.problem("The request is not sound HTTP/1.1.");
    };
  }
}
