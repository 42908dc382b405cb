package io.sluice.gateway.http;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.sluice.gateway.contract.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes an outcome as the answer. */
final class ResponseMapper {

  static final String INVOCATION_HEADER = "Sluice-Invocation";
  private static final String SERVER_TIMING = "Server-Timing";

  /** They mean "not accepted, safe to repeat": a worker that has the command cannot say so. */
  private static final Set<Integer> GATEWAYS_OWN = Set.of(429, 503);

  /** RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5. */
  private static final Set<Integer> BODILESS = Set.of(204, 205, 304);

  private ResponseMapper() {}

  /** Whatever the answer will be, it tells which invocation it is of. */
  static void name(HttpServerResponse response, Command command) {
    if (!response.headWritten()) {
      response.putHeader(INVOCATION_HEADER, command.invocation().toString());
    }
  }

  static Future<Void> write(
      HttpServerResponse response, Operation operation, Command command, Outcome outcome) {
    if (response.closed()) {
      return Future.succeededFuture();
    }
    return switch (outcome) {
      case Outcome.Unanswered none -> {
        ProblemType type = ProblemType.of(none.failure());
        if (type.status() == 503) {
          response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(none.pause().toSeconds()));
        }
        yield ProblemWriter.write(response, type.problem(none.detail()));
      }
      case Outcome.Answered answered -> {
        response.putHeader(SERVER_TIMING, timing(command, answered));
        yield writeReply(response, operation, answered.reply());
      }
    };
  }

  private static Future<Void> writeReply(
      HttpServerResponse response, Operation operation, Reply reply) {
    Integer given = reply.status();
    int status = given == null ? operation.successStatus() : given;
    if (GATEWAYS_OWN.contains(status)) {
      return ProblemWriter.write(
          response, ProblemType.WORKER_UNAVAILABLE.problem("The worker answered " + status + "."));
    }
    if (reply.isProblem()) {
      return writeProblem(response, operation, status, reply);
    }
    String contentType = reply.payload().contentType();
    if (!isHeaderValue(contentType)) {
      return ProblemWriter.write(
          response, ProblemType.UNREADABLE_REPLY.problem("The reply's content type is no header."));
    }
    response.setStatusCode(status);
    copyHeaders(reply.payload().headers(), operation.responseHeaders(status), response);
    if (BODILESS.contains(status)) {
      return response.end();
    }
    return response.putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(reply.payload().data());
  }

  private static Future<Void> writeProblem(
      HttpServerResponse response, Operation operation, int status, Reply reply) {
    Optional<Buffer> body = WorkerProblem.body(status, reply.payload().data());
    if (body.isEmpty()) {
      return ProblemWriter.write(
          response,
          ProblemType.UNREADABLE_REPLY.problem("The worker's problem is no JSON object."));
    }
    response.setStatusCode(status);
    copyHeaders(reply.payload().headers(), operation.responseHeaders(status), response);
    return response.putHeader(HttpHeaders.CONTENT_TYPE, Payload.PROBLEM_JSON).end(body.get());
  }

  /** Only what the contract lists leaves, and nothing that would split the answer. */
  private static void copyHeaders(
      Map<String, String> headers, Set<String> allowed, HttpServerResponse response) {
    headers.forEach(
        (name, value) -> {
          if (allowed.contains(name.toLowerCase(Locale.ROOT)) && isHeaderValue(value)) {
            response.putHeader(name, value);
          }
        });
  }

  private static boolean isHeaderValue(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
  }

  /**
   * Where the time went, in milliseconds; clocks of several machines may make a share wrong, but
   * never negative.
   */
  private static String timing(Command command, Outcome.Answered answered) {
    Reply reply = answered.reply();
    return "queue;dur="
        + millis(command.time(), reply.started())
        + ", work;dur="
        + millis(reply.started(), reply.time())
        + ", return;dur="
        + millis(reply.time(), answered.arrived());
  }

  private static long millis(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis());
  }
}
