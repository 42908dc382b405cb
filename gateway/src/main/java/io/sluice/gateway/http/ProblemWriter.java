package io.sluice.gateway.http;

import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Writes a problem as the answer (RFC 9457 section 3). */
final class ProblemWriter {

  private static final String RETRY_SECONDS = "1";

  private ProblemWriter() {}

  static Future<Void> write(HttpServerResponse response, Problem problem) {
    if (response.ended() || response.closed() || response.headWritten()) {
      return Future.succeededFuture();
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Payload.PROBLEM_JSON)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.status() == 503 && !response.headers().contains(HttpHeaders.RETRY_AFTER)) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    return response.end(problem.toBuffer());
  }
}
