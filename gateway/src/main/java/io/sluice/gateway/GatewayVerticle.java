package io.sluice.gateway;

import io.sluice.gateway.http.HttpRoutes;
import io.sluice.gateway.http.ListeningSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves HTTP on one event loop; all of a node share one port. */
final class GatewayVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(GatewayVerticle.class);
  private static final long FAREWELL_MILLIS = 750;
  private static final long SETTLE_MILLIS = 250;

  private final ListeningSocket socket = new ListeningSocket();
  private final HttpRoutes routes;
  private final String host;
  private final int port;
  private final Supplier<Duration> drain;
  private final IntConsumer listening;
  private @Nullable HttpServer server;

  /**
   * A server that does not listen yet.
   *
   * @param port negative: any free one, the same for every verticle of the deployment
   * @param drain how long calls under way may take when the server stops
   * @param listening is told the port
   */
  GatewayVerticle(
      HttpRoutes routes, String host, int port, Supplier<Duration> drain, IntConsumer listening) {
    this.routes = routes;
    this.host = host;
    this.port = port;
    this.drain = drain;
    this.listening = listening;
  }

  @Override
  public Future<?> start() {
    HttpServer created =
        vertx
            .createHttpServer(routes.options())
            .connectionHandler(this::connected)
            .requestHandler(routes)
            .invalidRequestHandler(routes::refuseUnreadable);
    server = created;
    return created
        .listen(port, host)
        .onSuccess(open -> listening.accept(open.actualPort()))
        .recover(cause -> Future.failedFuture(cannotListen(cause)));
  }

  private void connected(HttpConnection connection) {
    socket.sawConnection(connection);
    routes.connected(connection);
  }

  /**
   * A connection that is kept alive may carry a request at any moment. So each is told with its
   * next answer that it ends, and only what is silent for the while is closed without a word. Who
   * came last before the port was closed gets time to send what it came for.
   */
  @Override
  public Future<?> stop() {
    routes.drain();
    return pause(FAREWELL_MILLIS)
        .compose(told -> socket.close())
        .compose(refusing -> pause(SETTLE_MILLIS))
        .compose(settled -> shutdown(Objects.requireNonNull(server), drain.get()));
  }

  private Future<?> pause(long millis) {
    return vertx.timer(millis, TimeUnit.MILLISECONDS);
  }

  private static Future<Void> shutdown(HttpServer open, Duration limit) {
    long begin = System.nanoTime();
    return open.shutdown(limit.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(closed -> warnIfCut(Duration.ofNanos(System.nanoTime() - begin), limit));
  }

  /** Only connections with a call under way are waited for. */
  private static void warnIfCut(Duration took, Duration limit) {
    if (took.compareTo(limit) >= 0) {
      log.atWarn().addKeyValue("after", limit).log("calls under way were cut short by the stop");
    }
  }

  private IllegalStateException cannotListen(Throwable cause) {
    return new IllegalStateException(
        "cannot listen for HTTP on %s:%d: %s".formatted(host, port, cause.getMessage()), cause);
  }
}
