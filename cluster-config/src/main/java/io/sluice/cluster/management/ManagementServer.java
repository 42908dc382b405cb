package io.sluice.cluster.management;

import io.sluice.cluster.telemetry.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * The port for probes and scrapers: {@code /health/started}, {@code /health/live}, {@code
 * /health/ready} answer 200 or 503 with each part's state, {@code /metrics} answers in Prometheus'
 * text format. {@code /admin} is for what changes something, and asks for the operator's token.
 */
public final class ManagementServer {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String ALLOWED = "GET, HEAD";

  private final Vertx vertx;
  private final ManagementConfig config;
  private final Metrics metrics;
  private final Router admin;
  private final HttpServer server;

  public ManagementServer(
      Vertx vertx, ManagementConfig config, Lifecycle lifecycle, Metrics metrics) {
    this.vertx = vertx;
    this.config = config;
    this.metrics = metrics;
    this.admin = Router.router(vertx);
    this.server =
        vertx
            // Over HTTP/2 Vert.x would send the body of an answer to HEAD.
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .requestHandler(routes(new Probes(vertx, lifecycle, config.checkDeadline())));
  }

  /** Binds and gives the port; fails, naming the address, when it cannot be bound. */
  public Future<Integer> listen() {
    return server
        .listen(config.port(), config.host())
        .map(HttpServer::actualPort)
        .recover(cause -> Future.failedFuture(cannotListen(cause)));
  }

  /** Takes routes below {@code /admin}, at any time; what reaches them has brought the token. */
  public Router admin() {
    return admin;
  }

  /** Stops listening. May be called again. */
  public Future<Void> close() {
    return server.close();
  }

  private Router routes(Probes probes) {
    var router = Router.router(vertx);
    read(router, "/health/started").handler(call -> probe(call, probes::started));
    read(router, "/health/live").handler(call -> probe(call, probes::live));
    read(router, "/health/ready").handler(call -> probe(call, probes::ready));
    read(router, "/metrics").handler(this::scrape);
    router.route("/admin/*").handler(new AdminGuard(config.adminTokenHash())).subRouter(admin);
    router.errorHandler(404, call -> Problems.answer(call, 404, "Not Found"));
    router.errorHandler(405, ManagementServer::methodNotAllowed);
    router.errorHandler(500, call -> Problems.answer(call, 500, "Internal Server Error"));
    return router;
  }

  private static Route read(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  private static void probe(RoutingContext call, Supplier<Future<Report>> question) {
    question
        .get()
        .compose(report -> answer(call, report.isUp() ? 200 : 503, report.toJson()))
        .onFailure(call::fail);
  }

  private void scrape(RoutingContext call) {
    vertx
        .executeBlocking(metrics::scrape, false)
        .compose(
            text -> call.response().putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS_TEXT).end(text))
        .onFailure(call::fail);
  }

  private static Future<Void> answer(RoutingContext call, int status, JsonObject body) {
    return call.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer());
  }

  private static void methodNotAllowed(RoutingContext call) {
    call.response().putHeader(HttpHeaders.ALLOW, ALLOWED);
    Problems.answer(call, 405, "Method Not Allowed");
  }

  private IllegalStateException cannotListen(Throwable cause) {
    return new IllegalStateException(
        "cannot listen for management on %s:%d: %s"
            .formatted(config.host(), config.port(), cause.getMessage()),
        cause);
  }
}
