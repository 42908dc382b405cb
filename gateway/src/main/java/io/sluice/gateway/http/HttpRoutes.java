package io.sluice.gateway.http;

import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.TraceContext;
import io.sluice.gateway.auth.Authenticator;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.invocation.Invocations;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which path leads where, and how the server is set. One for each event loop. */
public final class HttpRoutes implements Handler<HttpServerRequest> {

  private static final String OPEN_API = "/openapi.json";
  private static final String PROBLEMS = "/problems/";

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final Duration headerTimeout;
  private final Refusals refusals;
  private final OperationCalls operations;
  private final Router pages;
  private volatile boolean draining;

  /**
   * The routes of whatever contract is served.
   *
   * @param nodeId the cluster's id of this node
   * @param served what to serve now; asked for each call
   * @param invocations empty where none can be recorded
   */
  public HttpRoutes(
      Vertx vertx,
      HttpConfig config,
      String nodeId,
      Supplier<ServedContract> served,
      Authenticator authenticator,
      Optional<Invocations> invocations,
      InstantSource clock) {
    this.vertx = vertx;
    this.options = options(config);
    this.headerTimeout = config.headerTimeout();
    this.refusals = new Refusals(vertx, config.bodyTimeout());
    var doorkeeper = new Doorkeeper(authenticator);
    this.operations =
        new OperationCalls(
            served,
            new BodyReader(vertx, config),
            doorkeeper,
            new RequestMapper("/gateway/" + nodeId, invocations),
            refusals,
            clock);
    this.pages = pages(served);
    invocations.ifPresent(
        all -> new InvocationRoutes(all, doorkeeper, refusals, config.longestPoll()).mount(pages));
  }

  /** The server's bounds; HTTP/2 comes with TLS only, so cleartext HTTP/2 is off. */
  public HttpServerOptions options() {
    return options;
  }

  /** Each new connection: nothing was read of it yet. */
  public void connected(HttpConnection connection) {
    StrictRequestDecoder.install(connection, options, headerTimeout);
  }

  /** Every request: sound, then one of Sluice's own paths, or the contract's. */
  @Override
  public void handle(HttpServerRequest request) {
    TraceContext trace = ClientTrace.of(request.headers());
    request.response().putHeader(ClientTrace.PARENT, trace.traceparent());
    request.response().headersEndHandler(beforeHead -> sayGoodbye(request.response()));
    Optional<Problem> fault = RequestFraming.fault(request);
    try {
      if (fault.isPresent()) {
        refusals.refuseAndClose(request, fault.get());
      } else if (isOwn(request.path())) {
        refusals.boundRest(request);
        pages.handle(request);
      } else {
        operations.handle(request, trace);
      }
    } catch (RuntimeException e) {
      refusals.end(request, e);
    }
  }

  /**
   * From now on each answer is its connection's last, so that clients go elsewhere by themselves.
   */
  public void drain() {
    draining = true;
  }

  /** Also with the answer to a call that came before the stop. */
  private void sayGoodbye(HttpServerResponse response) {
    if (draining) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Answers what Netty could not read as a request; the connection cannot be used again. */
  public void refuseUnreadable(HttpServerRequest request) {
    request
        .response()
        .putHeader(ClientTrace.PARENT, ClientTrace.of(request.headers()).traceparent());
    refusals.refuseAndClose(request, InvalidRequest.problem(request.decoderResult().cause()));
  }

  private static HttpServerOptions options(HttpConfig config) {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        // Their handler breaks a connection off that sends more than 128 requests at once.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setMaxInitialLineLength(config.maxUriBytes())
        .setMaxHeaderSize(config.maxHeaderBytes())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) config.idleTimeout().toMillis());
  }

  private static boolean isOwn(@Nullable String path) {
    return path != null
        && (path.equals(OPEN_API)
            || path.startsWith(PROBLEMS)
            || path.startsWith(InvocationLinks.ROOT + "/"));
  }

  private Router pages(Supplier<ServedContract> served) {
    Router router = Router.router(vertx);
    readOnly(router, OPEN_API, call -> openApi(call, served.get().contract()));
    readOnly(router, PROBLEMS + ":name", new ProblemPages());
    router.errorHandler(400, call -> problem(call, ProblemType.MALFORMED_REQUEST));
    router.errorHandler(404, call -> problem(call, ProblemType.NOT_FOUND));
    router.errorHandler(
        500,
        call ->
            refusals.end(
                call.request(),
                Objects.requireNonNullElseGet(
                    call.failure(), () -> new IllegalStateException("a page failed"))));
    return router;
  }

  private void readOnly(Router router, String path, Handler<RoutingContext> page) {
    router.get(path).handler(page);
    router.head(path).handler(page);
    router
        .route(path)
        .handler(
            call -> {
              call.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
              problem(call, ProblemType.METHOD_NOT_ALLOWED);
            });
  }

  private static void openApi(RoutingContext call, Contract contract) {
    call.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(OperationCalls.CONTRACT_HEADER, contract.version())
        .end(contract.document())
        .onFailure(Refusals::logGone);
  }

  private void problem(RoutingContext call, ProblemType type) {
    refusals.refuse(call.request(), type.problem(type.explanation()));
  }
}
