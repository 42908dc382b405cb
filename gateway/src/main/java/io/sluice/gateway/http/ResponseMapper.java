package io.sluice.gateway.http;

import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Reply;
import io.sluice.gateway.call.Answer;
import io.sluice.gateway.call.Answers;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallOutcome;
import io.sluice.gateway.call.Timeline;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes an outcome as the answer. */
final class ResponseMapper {

  static final String INVOCATION_HEADER = "Sluice-Invocation";
  private static final String SERVER_TIMING = "Server-Timing";
  private static final String REPLAYED = "Idempotent-Replayed";

  private static final String OUT_OF_TIME =
      "No reply came in time; the invocation goes on, and Location says where its end will be.";
  private static final String IN_PROGRESS = "The first call is under way.";
  private static final String KEY_REUSED =
      "The key came with another request before; this one was not run.";
  private static final String GONE = "The first call with the key has no end any more.";

  private ResponseMapper() {}

  /** Whatever the answer will be, it tells which invocation it is of. */
  static void name(HttpServerResponse response, Call call) {
    if (!response.headWritten()) {
      response.putHeader(INVOCATION_HEADER, call.command().invocation().toString());
    }
  }

  static Future<Void> write(
      HttpServerResponse response, Operation operation, Call call, CallOutcome outcome) {
    if (response.closed()) {
      return Future.succeededFuture();
    }
    return switch (outcome) {
      case CallOutcome.Ended(Outcome.Unanswered none) -> unanswered(response, none);
      case CallOutcome.Ended(Outcome.Answered(Reply reply, Instant arrived)) -> {
        Instant taken = call.command().time();
        response.putHeader(SERVER_TIMING, timing(taken, reply.started(), reply.time(), arrived));
        yield write(response, Answers.of(operation, reply));
      }
      case CallOutcome.Recorded recorded -> recorded(response, recorded);
      case CallOutcome.DeadLettered(InvocationId id, Answer answer) ->
          write(located(response, id), answer);
      case CallOutcome.Accepted(InvocationId id, Duration pause) ->
          accepted(located(response, id), id, pause);
      case CallOutcome.OutOfTime(InvocationId id) ->
          problem(located(response, id), ProblemType.REPLY_TIMEOUT, OUT_OF_TIME);
      case CallOutcome.InProgress(InvocationId id, Duration pause) -> {
        retryAfter(located(response, id), pause);
        yield problem(response, ProblemType.IDEMPOTENCY_KEY_IN_PROGRESS, IN_PROGRESS);
      }
      case CallOutcome.KeyReused other ->
          problem(response, ProblemType.IDEMPOTENCY_KEY_REUSED, KEY_REUSED);
      case CallOutcome.Gone gone -> problem(response, ProblemType.INVOCATION_GONE, GONE);
    };
  }

  private static HttpServerResponse located(HttpServerResponse response, InvocationId id) {
    InvocationLinks.locate(response, id);
    return response;
  }

  private static Future<Void> unanswered(HttpServerResponse response, Outcome.Unanswered none) {
    ProblemType type = ProblemType.of(none.failure());
    if (type.status() == 503) {
      retryAfter(response, none.pause());
    }
    return problem(response, type, none.detail());
  }

  private static Future<Void> recorded(HttpServerResponse response, CallOutcome.Recorded recorded) {
    if (recorded.replayed()) {
      response.putHeader(REPLAYED, "true");
    } else {
      String timing = timing(recorded.timeline());
      if (timing != null) {
        response.putHeader(SERVER_TIMING, timing);
      }
    }
    return write(response, recorded.answer());
  }

  private static Future<Void> accepted(
      HttpServerResponse response, InvocationId id, Duration pause) {
    retryAfter(response, pause);
    return response
        .setStatusCode(202)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(InvocationLinks.accepted(id));
  }

  private static Future<Void> problem(
      HttpServerResponse response, ProblemType type, String detail) {
    return ProblemWriter.write(response, type.problem(detail));
  }

  private static void retryAfter(HttpServerResponse response, Duration pause) {
    response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, pause.toSeconds())));
  }

  /** An answer as it is. */
  static Future<Void> write(HttpServerResponse response, Answer answer) {
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    String contentType = answer.contentType();
    return contentType == null
        ? response.end()
        : response.putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(answer.body());
  }

  private static @Nullable String timing(Timeline timeline) {
    Instant started = timeline.started();
    Instant finished = timeline.finished();
    return started == null || finished == null
        ? null
        : timing(timeline.accepted(), started, finished, finished);
  }

  /**
   * Where the time went, in milliseconds; clocks of several machines may make a share wrong, but
   * never negative.
   */
  private static String timing(Instant taken, Instant started, Instant finished, Instant arrived) {
    return "queue;dur="
        + millis(taken, started)
        + ", work;dur="
        + millis(started, finished)
        + ", return;dur="
        + millis(finished, arrived);
  }

  private static long millis(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis());
  }
}
