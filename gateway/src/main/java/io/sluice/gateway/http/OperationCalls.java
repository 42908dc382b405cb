package io.sluice.gateway.http;

import io.sluice.backbone.message.TraceContext;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.call.CallOutcome;
import io.sluice.gateway.call.RepetitionKey;
import io.sluice.gateway.contract.CallInput;
import io.sluice.gateway.contract.Checked;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Match;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Takes the calls of the contract's operations: match, read, check, dispatch, answer. */
final class OperationCalls {

  /** Which version of the contract a call was measured by. */
  static final String CONTRACT_HEADER = "Sluice-Contract";

  private static final CharSequence PREFER = HttpHeaders.createOptimized("Prefer");
  static final String APPLIED = "Preference-Applied";

  private final Supplier<ServedContract> served;
  private final BodyReader bodies;
  private final Doorkeeper doorkeeper;
  private final RequestMapper requests;
  private final Refusals refusals;
  private final InstantSource clock;

  /**
   * The calls of whatever contract is served.
   *
   * @param served asked once for each call, which keeps what it was given
   */
  OperationCalls(
      Supplier<ServedContract> served,
      BodyReader bodies,
      Doorkeeper doorkeeper,
      RequestMapper requests,
      Refusals refusals,
      InstantSource clock) {
    this.served = served;
    this.bodies = bodies;
    this.doorkeeper = doorkeeper;
    this.requests = requests;
    this.refusals = refusals;
    this.clock = clock;
  }

  /** Takes one call; whatever happens is answered here. */
  void handle(HttpServerRequest request, TraceContext trace) {
    ServedContract current = served.get();
    request.response().putHeader(CONTRACT_HEADER, current.contract().version());
    switch (match(request, current.contract())) {
      case Match.Found found -> run(request, found, current.dispatcher(found.operation()), trace);
      case Match.MethodNotAllowed not -> refuseMethod(request, not.allow());
      case Match.NotFound not ->
          refusals.refuse(request, ProblemType.NOT_FOUND.problem("The contract has no such path."));
      case Match.Malformed not ->
          refusals.refuse(
              request, ProblemType.MALFORMED_REQUEST.problem("The request path is malformed."));
    }
  }

  private static Match match(HttpServerRequest request, Contract contract) {
    String path = request.path();
    return path == null ? new Match.Malformed() : contract.match(request.method().name(), path);
  }

  private void refuseMethod(HttpServerRequest request, List<String> allowed) {
    String allow = String.join(", ", allowed);
    request.response().putHeader(HttpHeaders.ALLOW, allow);
    refusals.refuse(request, ProblemType.METHOD_NOT_ALLOWED.problem("Allowed are " + allow + "."));
  }

  private void run(
      HttpServerRequest request, Match.Found found, CallDispatcher dispatcher, TraceContext trace) {
    Operation operation = found.operation();
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.VARY, PREFER);
    requireAcceptable(request, operation);
    ContentCoding coding = ContentCoding.of(request);
    requireCoding(request, operation, coding);
    doorkeeper
        .let(request, operation)
        .compose(
            asked ->
                bodies
                    .read(request, coding)
                    .map(body -> call(request, found, asked, body, trace))
                    .onSuccess(call -> ResponseMapper.name(response, call))
                    .compose(
                        call ->
                            dispatch(response, dispatcher, call)
                                .onSuccess(outcome -> apply(response, asked, call, outcome))
                                .compose(
                                    outcome ->
                                        ResponseMapper.write(response, operation, call, outcome))))
        .onFailure(failure -> refusals.end(request, failure));
  }

  private static void requireAcceptable(HttpServerRequest request, Operation operation) {
    if (!AcceptHeader.allows(request.headers(), operation.answerTypes())) {
      String types = String.join(", ", operation.answerTypes());
      throw RefusedException.of(
          ProblemType.NOT_ACCEPTABLE.problem("This operation answers with " + types + "."));
    }
  }

  private static void requireCoding(
      HttpServerRequest request, Operation operation, ContentCoding coding) {
    boolean gzip = operation.takesGzip();
    if (!coding.isTaken(gzip)) {
      request.response().putHeader(HttpHeaders.ACCEPT_ENCODING, gzip ? "gzip" : "identity");
      throw RefusedException.of(
          ProblemType.UNSUPPORTED_MEDIA_TYPE.problem(
              "Bodies are taken uncoded" + (gzip ? " or in gzip only." : " only.")));
    }
  }

  private Call call(
      HttpServerRequest request, Match.Found found, Asked asked, Buffer body, TraceContext trace) {
    var input = new CallInput(found.pathParameters(), query(request), request.headers(), body);
    Checked.Valid valid = check(found.operation(), input);
    RepetitionKey repetition =
        asked.key() == null
            ? null
            : new RepetitionKey(
                RequestFingerprint.of(found.operation(), input),
                found.operation().attachesDuplicates());
    return requests.map(found.operation(), valid, asked, repetition, trace, clock.instant());
  }

  private static void apply(
      HttpServerResponse response, Asked asked, Call call, CallOutcome outcome) {
    if (!asked.preferences().equals(Preferences.NONE) && !response.headWritten()) {
      asked
          .preferences()
          .applied(call.wishes(), outcome)
          .ifPresent(applied -> response.putHeader(APPLIED, applied));
    }
  }

  /** A client that goes away before its answer cancels its call. */
  private static Future<CallOutcome> dispatch(
      HttpServerResponse response, CallDispatcher dispatcher, Call call) {
    if (response.closed()) {
      return Future.failedFuture(new HttpClosedException("the client has gone away"));
    }
    response.closeHandler(gone -> dispatcher.cancel(call));
    return dispatcher.dispatch(call);
  }

  private static Checked.Valid check(Operation operation, CallInput input) {
    return switch (operation.check(input)) {
      case Checked.Valid valid -> valid;
      case Checked.Invalid invalid -> throw RefusedException.of(InputProblem.of(invalid));
    };
  }

  private static MultiMap query(HttpServerRequest request) {
    String query = request.query();
    try {
      return query == null ? MultiMap.caseInsensitiveMultiMap() : QueryText.pairs(query);
    } catch (IllegalArgumentException e) {
      throw RefusedException.of(
          ProblemType.MALFORMED_REQUEST.problem("The query is not percent-encoded as it must be."));
    }
  }
}
