package io.sluice.gateway.http;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.TraceContext;
import io.sluice.gateway.contract.CallInput;
import io.sluice.gateway.contract.Checked;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Match;
import io.sluice.gateway.contract.Operation;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Takes the calls of the contract's operations: match, read, check, dispatch, answer. */
final class OperationCalls {

  private final Contract contract;
  private final Map<String, Dispatcher> dispatchers;
  private final BodyReader bodies;
  private final RequestMapper requests;
  private final Refusals refusals;
  private final InstantSource clock;

  /**
   * The calls of one contract.
   *
   * @param dispatchers for each operation, by its id
   */
  OperationCalls(
      Contract contract,
      Map<String, Dispatcher> dispatchers,
      BodyReader bodies,
      RequestMapper requests,
      Refusals refusals,
      InstantSource clock) {
    this.contract = contract;
    this.dispatchers = dispatchers;
    this.bodies = bodies;
    this.requests = requests;
    this.refusals = refusals;
    this.clock = clock;
  }

  /** Takes one call; whatever happens is answered here. */
  void handle(HttpServerRequest request, TraceContext trace) {
    String path = request.path();
    Match match =
        path == null ? new Match.Malformed() : contract.match(request.method().name(), path);
    switch (match) {
      case Match.Found found -> run(request, found, trace);
      case Match.MethodNotAllowed not -> refuseMethod(request, not.allow());
      case Match.NotFound not ->
          refusals.refuse(request, ProblemType.NOT_FOUND.problem("The contract has no such path."));
      case Match.Malformed not ->
          refusals.refuse(
              request, ProblemType.MALFORMED_REQUEST.problem("The request path is malformed."));
    }
  }

  private void refuseMethod(HttpServerRequest request, List<String> allowed) {
    String allow = String.join(", ", allowed);
    request.response().putHeader(HttpHeaders.ALLOW, allow);
    refusals.refuse(request, ProblemType.METHOD_NOT_ALLOWED.problem("Allowed are " + allow + "."));
  }

  private void run(HttpServerRequest request, Match.Found found, TraceContext trace) {
    if (!AcceptHeader.allowsJson(request.headers())) {
      refusals.refuse(
          request,
          ProblemType.NOT_ACCEPTABLE.problem("This operation answers with application/json."));
      return;
    }
    if (isCoded(request)) {
      request.response().putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
      refusals.refuse(
          request, ProblemType.UNSUPPORTED_MEDIA_TYPE.problem("Bodies are taken uncoded only."));
      return;
    }
    bodies
        .read(request)
        .map(body -> check(request, found, body))
        .map(valid -> requests.map(found.operation(), valid, trace, clock.instant()))
        .compose(command -> dispatch(request.response(), found.operation(), command))
        .onFailure(failure -> refusals.end(request, failure));
  }

  /** Nothing is decompressed: a coded body could grow beyond every bound. */
  private static boolean isCoded(HttpServerRequest request) {
    return request.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
        .anyMatch(coding -> !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"));
  }

  private static Checked.Valid check(HttpServerRequest request, Match.Found found, Buffer body) {
    var input = new CallInput(found.pathParameters(), query(request), request.headers(), body);
    return switch (found.operation().check(input)) {
      case Checked.Valid valid -> valid;
      case Checked.Invalid invalid -> throw RefusedException.of(InputProblem.of(invalid));
    };
  }

  private Future<Void> dispatch(HttpServerResponse response, Operation operation, Command command) {
    Dispatcher dispatcher = dispatchers.get(operation.id());
    if (dispatcher == null) {
      throw new IllegalStateException("operation " + operation.id() + " has no dispatcher");
    }
    return dispatcher
        .dispatch(command)
        .compose(outcome -> ResponseMapper.write(response, operation, command, outcome));
  }

  private static MultiMap query(HttpServerRequest request) {
    try {
      return request.query() == null ? MultiMap.caseInsensitiveMultiMap() : request.params(false);
    } catch (IllegalArgumentException e) {
      throw RefusedException.of(
          ProblemType.MALFORMED_REQUEST.problem("The query is not percent-encoded as it must be."));
    }
  }
}
