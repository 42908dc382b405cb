package io.sluice.gateway.http;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.TraceContext;
import io.sluice.gateway.contract.CallInput;
import io.sluice.gateway.contract.Checked;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Match;
import io.sluice.gateway.contract.Operation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the calls of the contract's operations: match, read, check, dispatch, answer. */
final class OperationCalls implements Handler<RoutingContext> {

  private static final Logger log = LoggerFactory.getLogger(OperationCalls.class);
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";

  private final Contract contract;
  private final Map<String, Dispatcher> dispatchers;
  private final BodyReader bodies;
  private final RequestMapper requests;
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
      InstantSource clock) {
    this.contract = contract;
    this.dispatchers = dispatchers;
    this.bodies = bodies;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext call) {
    HttpServerRequest request = call.request();
    TraceContext trace = trace(request);
    request.response().putHeader(TRACEPARENT, trace.traceparent());
    String path = request.path();
    Match match =
        path == null ? new Match.Malformed() : contract.match(request.method().name(), path);
    switch (match) {
      case Match.Found found -> run(request, found, trace);
      case Match.MethodNotAllowed not -> {
        request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", not.allow()));
        refuse(
            request,
            ProblemType.METHOD_NOT_ALLOWED.problem(
                "Allowed are " + String.join(", ", not.allow()) + "."));
      }
      case Match.NotFound not ->
          refuse(request, ProblemType.NOT_FOUND.problem("The contract has no such path."));
      case Match.Malformed not ->
          refuse(request, ProblemType.MALFORMED_REQUEST.problem("The request path is malformed."));
    }
  }

  private void run(HttpServerRequest request, Match.Found found, TraceContext trace) {
    Instant taken = clock.instant();
    if (!AcceptHeader.allowsJson(request.headers())) {
      refuse(
          request,
          ProblemType.NOT_ACCEPTABLE.problem("This operation answers with application/json."));
      return;
    }
    bodies
        .read(request)
        .map(body -> check(request, found, body))
        .map(valid -> requests.map(found.operation(), valid, trace, taken))
        .compose(command -> dispatch(request.response(), found.operation(), command))
        .onFailure(failure -> end(request, failure));
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

  private static TraceContext trace(HttpServerRequest request) {
    return TraceContext.read(request.getHeader(TRACEPARENT), request.getHeader(TRACESTATE))
        .map(TraceContext::next)
        .orElseGet(TraceContext::start);
  }

  private static void end(HttpServerRequest request, Throwable failure) {
    if (failure instanceof RefusedException refused) {
      if (refused.endsConnection()) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
      refuse(request, refused.problem());
    } else if (!request.response().closed()) {
      log.atError().setCause(failure).log("call failed");
      refuse(request, ProblemType.INTERNAL_ERROR.problem("The gateway failed."));
    }
  }

  private static void refuse(HttpServerRequest request, Problem problem) {
    ProblemWriter.write(request.response(), problem)
        .onFailure(
            failure ->
                log.atDebug()
                    .addKeyValue("reason", failure.toString())
                    .log("client left before its answer"));
  }
}
