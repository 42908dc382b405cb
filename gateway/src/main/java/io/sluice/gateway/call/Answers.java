package io.sluice.gateway.call;

import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Makes the answer of a worker's reply, as the contract has it. */
public final class Answers {

  /** They mean "not accepted, safe to repeat": a worker that has the command cannot say so. */
  private static final Set<Integer> GATEWAYS_OWN = Set.of(429, 503);

  /** RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5. */
  private static final Set<Integer> BODILESS = Set.of(204, 205, 304);

  private Answers() {}

  /** Whatever the reply is, there is an answer: one that is none over HTTP becomes a problem. */
  public static Answer of(Operation operation, Reply reply) {
    Integer given = reply.status();
    return of(
        reply,
        given == null ? operation.successStatus() : given,
        operation.responseHeaders(given == null ? operation.successStatus() : given));
  }

  /** The same where the contract has the operation no more: none of the worker's headers leaves. */
  public static Answer ofUnknownOperation(Reply reply) {
    Integer given = reply.status();
    return of(reply, given == null ? 200 : given, Set.of());
  }

  /** A problem as an answer. */
  public static Answer of(Problem problem) {
    return new Answer(problem.status(), Map.of(), Payload.PROBLEM_JSON, problem.toBuffer());
  }

  private static Answer of(Reply reply, int status, Set<String> allowed) {
    if (GATEWAYS_OWN.contains(status)) {
      return of(ProblemType.WORKER_UNAVAILABLE.problem("The worker answered " + status + "."));
    }
    Map<String, String> headers = headers(reply.payload().headers(), allowed);
    if (reply.isProblem()) {
      return WorkerProblem.body(status, reply.payload().data())
          .map(body -> new Answer(status, headers, Payload.PROBLEM_JSON, body))
          .orElseGet(() -> unreadable("The worker's problem is no JSON object."));
    }
    if (BODILESS.contains(status)) {
      return new Answer(status, headers, null, Buffer.buffer());
    }
    String contentType = reply.payload().contentType();
    return isHeaderValue(contentType)
        ? new Answer(status, headers, contentType, reply.payload().data())
        : unreadable("The reply's content type is no header.");
  }

  private static Answer unreadable(String why) {
    return of(ProblemType.UNREADABLE_REPLY.problem(why));
  }

  /** Only what the contract lists leaves, and nothing that would split the answer. */
  private static Map<String, String> headers(Map<String, String> given, Set<String> allowed) {
    if (given.isEmpty() || allowed.isEmpty()) {
      return Map.of();
    }
    Map<String, String> headers = new HashMap<>();
    given.forEach(
        (name, value) -> {
          if (allowed.contains(name) && isHeaderValue(value)) {
            headers.put(name, value);
          }
        });
    return headers;
  }

  private static boolean isHeaderValue(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
  }
}
