package io.sluice.gateway;

import io.sluice.gateway.http.HttpRoutes;
import io.sluice.gateway.http.ListeningSocket;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves HTTP on one event loop; all of a node share one port. */
final class GatewayVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(GatewayVerticle.class);
  private static final long FAREWELL_MILLIS = 750;
  private static final long SILENCE_MILLIS = 250;
  private static final int MOST_SILENCES = 8;

  private final ListeningSocket socket = new ListeningSocket();
  private final HttpRoutes routes;
  private final String host;
  private final int port;
  private final Supplier<Duration> drain;
  private final IntConsumer listening;
  private final AtomicLong goodbyes;
  private @Nullable HttpServer server;
  private boolean stopping;

  /**
   * A server that does not listen yet.
   *
   * @param port negative: any free one, the same for every verticle of the deployment
   * @param drain how long calls under way may take when the server stops
   * @param listening is told the port
   * @param goodbyes requests since the stop began, of every verticle of the deployment
   */
  GatewayVerticle(
      HttpRoutes routes,
      String host,
      int port,
      Supplier<Duration> drain,
      IntConsumer listening,
      AtomicLong goodbyes) {
    this.routes = routes;
    this.host = host;
    this.port = port;
    this.drain = drain;
    this.listening = listening;
    this.goodbyes = goodbyes;
  }

  @Override
  public Future<?> start() {
    HttpServer created =
        vertx
            .createHttpServer(routes.options())
            .connectionHandler(this::connected)
            .requestHandler(this::handle)
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

  private void handle(HttpServerRequest request) {
    if (stopping) {
      goodbyes.incrementAndGet();
    }
    routes.handle(request);
  }

  /**
   * A connection that is kept alive may carry a request at any moment. So each is told with its
   * next answer that it ends. The port is closed then, and a client that has many connections uses
   * up one after the other: only when no request comes any more are those that were not used closed
   * without a word.
   */
  @Override
  public Future<?> stop() {
    stopping = true;
    routes.drain();
    return pause(FAREWELL_MILLIS)
        .compose(told -> socket.close())
        .compose(refusing -> silence(MOST_SILENCES))
        .compose(silent -> shutdown(Objects.requireNonNull(server), drain.get()));
  }

  private Future<?> silence(int mostPauses) {
    long before = goodbyes.get();
    return pause(SILENCE_MILLIS)
        .compose(
            passed ->
                goodbyes.get() == before || mostPauses == 1
                    ? Future.succeededFuture()
                    : silence(mostPauses - 1));
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
