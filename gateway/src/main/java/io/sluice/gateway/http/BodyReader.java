package io.sluice.gateway.http;

import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Reads a request's body whole, within a size and a total time: a drip that keeps the connection
 * from being idle does not help a slow client.
 */
final class BodyReader {

  private final Vertx vertx;
  private final int maxBytes;
  private final long timeoutMillis;

  BodyReader(Vertx vertx, HttpConfig config) {
    this.vertx = vertx;
    this.maxBytes = config.maxBodyBytes();
    this.timeoutMillis = config.bodyTimeout().toMillis();
  }

  /** Fails with {@link RefusedException}, or as the connection failed. */
  Future<Buffer> read(HttpServerRequest request, ContentCoding coding) {
    return read(request).map(body -> coding.decode(body, maxBytes));
  }

  private Future<Buffer> read(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      return Future.succeededFuture(Buffer.buffer());
    }
    if (length != null && isTooLong(length)) {
      return Future.failedFuture(tooLarge());
    }
    Future<Buffer> body = collect(request);
    if (request.headers().contains(HttpHeaders.EXPECT)
        && request.version() == HttpVersion.HTTP_1_1) {
      return request.response().writeContinue().compose(asked -> body);
    }
    return body;
  }

  private Future<Buffer> collect(HttpServerRequest request) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    long timer = vertx.setTimer(timeoutMillis, id -> whole.tryFail(tooSlow()));
    request
        .handler(
            chunk -> {
              if (body.length() + chunk.length() > maxBytes) {
                whole.tryFail(tooLarge());
              } else if (!whole.future().isComplete()) {
                body.appendBuffer(chunk);
              }
            })
        .exceptionHandler(
            failure -> whole.tryFail(Refusals.isGone(failure) ? failure : unreadable()))
        .endHandler(ended -> whole.tryComplete(body));
    return whole.future().onComplete(ended -> vertx.cancelTimer(timer));
  }

  private boolean isTooLong(String length) {
    try {
      return Long.parseLong(length) > maxBytes;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private static RefusedException unreadable() {
    return RefusedException.unread(
        ProblemType.MALFORMED_REQUEST.problem("The body's chunks are not as HTTP/1.1 has them."));
  }

  private RefusedException tooLarge() {
    return RefusedException.unread(
        ProblemType.BODY_TOO_LARGE.problem("A body may have at most " + maxBytes + " bytes."));
  }

  private RefusedException tooSlow() {
    return RefusedException.unread(
        ProblemType.REQUEST_TIMEOUT.problem(
            "The body did not arrive within " + timeoutMillis + " ms."));
  }
}
