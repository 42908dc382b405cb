package io.sluice.gateway.http;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.gateway.contract.Contract;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path leads where, and how the server is set. One for each event loop. */
public final class HttpRoutes {

  private static final Logger log = LoggerFactory.getLogger(HttpRoutes.class);

  private final Vertx vertx;
  private final HttpConfig config;
  private final Contract contract;
  private final OperationCalls operations;

  /**
   * The routes of one contract.
   *
   * @param nodeId the cluster's id of this node
   * @param dispatchers for each operation of the contract, by its id
   */
  public HttpRoutes(
      Vertx vertx,
      HttpConfig config,
      String nodeId,
      Contract contract,
      Map<String, Dispatcher> dispatchers,
      InstantSource clock) {
    this.vertx = vertx;
    this.config = config;
    this.contract = contract;
    this.operations =
        new OperationCalls(
            contract,
            dispatchers,
            new BodyReader(vertx, config),
            new RequestMapper("/gateway/" + nodeId),
            clock);
  }

  /** The server's bounds; cleartext HTTP/2 is off, and nothing is decompressed. */
  public HttpServerOptions options() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(config.maxUriBytes())
        .setMaxHeaderSize(config.maxHeaderBytes())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setHandle100ContinueAutomatically(true);
  }

  /** Sluice's own paths, then the contract's. */
  public Router router() {
    Router router = Router.router(vertx);
    router.get("/openapi.json").handler(this::openApi);
    router.get("/problems/:name").handler(new ProblemPages());
    router.route().handler(operations);
    router.errorHandler(404, call -> problem(call, ProblemType.NOT_FOUND));
    router.errorHandler(500, HttpRoutes::failed);
    return router;
  }

  /** Answers what Netty could not read as a request; the connection cannot be used again. */
  public static void refuseUnreadable(HttpServerRequest request) {
    var problem = InvalidRequest.problem(request.decoderResult().cause());
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    ProblemWriter.write(request.response(), problem)
        .eventually(() -> request.connection().close())
        .onFailure(failure -> log.atDebug().log("client left before its answer"));
  }

  private void openApi(RoutingContext call) {
    call.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(contract.document())
        .onFailure(call::fail);
  }

  private static void problem(RoutingContext call, ProblemType type) {
    ProblemWriter.write(call.response(), type.problem(type.explanation())).onFailure(call::fail);
  }

  private static void failed(RoutingContext call) {
    log.atError().setCause(call.failure()).log("call failed");
    problem(call, ProblemType.INTERNAL_ERROR);
  }
}
