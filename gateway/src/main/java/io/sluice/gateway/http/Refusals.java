package io.sluice.gateway.http;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.TraceContext;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Ends requests that get no outcome: by a problem, and where need be with their connection. */
final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  /**
   * How long a client that still sends may go on before its connection is closed: to close at once
   * would reset it, and the answer would be lost with what was on the way (RFC 9112 section 9.6).
   */
  private static final long LINGER_SECONDS = 1;

  private final Vertx vertx;
  private final long bodyMillis;

  /**
   * For the requests of one server.
   *
   * @param bodyTimeout how long a body that nobody wants may take
   */
  Refusals(Vertx vertx, Duration bodyTimeout) {
    this.vertx = vertx;
    this.bodyMillis = bodyTimeout.toMillis();
  }

  /** Answers what went wrong before there was a command, or in the gateway itself. */
  void end(HttpServerRequest request, Throwable failure) {
    if (failure instanceof RefusedException refused) {
      if (refused.endsConnection()) {
        refuseAndClose(request, refused.problem());
      } else {
        refuse(request, refused.problem());
      }
    } else if (request.response().closed() || isGone(failure)) {
      logGone(failure);
      request.connection().close().onFailure(Refusals::logGone);
    } else {
      about(request.response()).setCause(failure).log("call failed");
      refuse(request, ProblemType.INTERNAL_ERROR.problem("The gateway failed."));
    }
  }

  void refuse(HttpServerRequest request, Problem problem) {
    // A client that waits for leave to send its body does not send it now, and what it sends next
    // would be taken for it.
    if (request.headers().contains(HttpHeaders.EXPECT) && !request.isEnded()) {
      refuseAndClose(request, problem);
    } else {
      ProblemWriter.write(request.response(), problem).onFailure(Refusals::logGone);
      boundRest(request);
    }
  }

  /** The rest of a body that nobody wants is read away, so that another request can follow it. */
  void boundRest(HttpServerRequest request) {
    MultiMap headers = request.headers();
    boolean hasBody =
        headers.contains(HttpHeaders.CONTENT_LENGTH)
            || headers.contains(HttpHeaders.TRANSFER_ENCODING);
    if (hasBody && !request.isEnded()) {
      long timer =
          vertx.setTimer(
              bodyMillis, late -> request.connection().close().onFailure(Refusals::logGone));
      request.end().onComplete(read -> vertx.cancelTimer(timer));
    }
  }

  /** For a request that is not, or cannot be, read to its end. */
  void refuseAndClose(HttpServerRequest request, Problem problem) {
    if (!request.response().headWritten()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    ProblemWriter.write(request.response(), problem)
        .eventually(() -> linger(request))
        .eventually(() -> request.connection().close())
        .onFailure(Refusals::logGone);
  }

  static void logGone(Throwable failure) {
    log.atDebug().addKeyValue("reason", failure.toString()).log("client left before its answer");
  }

  /** The answer's headers have all that is known of the call by now. */
  private static LoggingEventBuilder about(HttpServerResponse response) {
    LoggingEventBuilder entry =
        TraceContext.read(response.headers().get(ClientTrace.PARENT), null)
            .map(trace -> CallLog.about(log.atError(), trace))
            .orElseGet(log::atError);
    String invocation = response.headers().get(ResponseMapper.INVOCATION_HEADER);
    return invocation == null ? entry : entry.addKeyValue("invocation", invocation);
  }

  private Future<?> linger(HttpServerRequest request) {
    return request.isEnded() || request.response().closed()
        ? Future.succeededFuture()
        : vertx.timer(LINGER_SECONDS, TimeUnit.SECONDS);
  }

  /** Not every VertxException: a ReplyException of the event bus is one, too. */
  static boolean isGone(Throwable failure) {
    return failure instanceof HttpClosedException || failure instanceof IOException;
  }
}
