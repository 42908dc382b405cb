package io.sluice.peers.floors;

import io.sluice.peers.launch.Arguments;
import io.sluice.peers.launch.Ready;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;

/** {@code POST /echo} on one event loop; the loops share the port. */
final class EchoServer extends VerticleBase {

  private static final String HOST = "127.0.0.1";

  /** How Vert.x says "any free port, but the same for all loops". */
  private static final int SHARED_FREE_PORT = -1;

  private final int port;
  private final Echo echo;
  private final CompletableFuture<Integer> listening;

  private EchoServer(int port, Echo echo, CompletableFuture<Integer> listening) {
    this.port = port;
    this.echo = echo;
    this.listening = listening;
  }

  /** Listens on every event loop and says that it is ready. */
  static Future<Void> open(Vertx vertx, Arguments arguments, Echo echo) {
    int wanted = arguments.number("http-port", 0);
    int port = wanted == 0 ? SHARED_FREE_PORT : wanted;
    var listening = new CompletableFuture<Integer>();
    return vertx
        .deployVerticle(() -> new EchoServer(port, echo, listening), Floor.oneForEachCore())
        .compose(deployed -> Future.fromCompletionStage(listening))
        .onSuccess(Ready::gateway)
        .mapEmpty();
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer()
        .requestHandler(this::handle)
        .listen(port, HOST)
        .map(HttpServer::actualPort)
        .onSuccess(listening::complete);
  }

  private void handle(HttpServerRequest request) {
    if (request.method() != HttpMethod.POST || !"/echo".equals(request.path())) {
      request.response().setStatusCode(404).end();
      return;
    }
    request
        .body()
        .compose(echo::answer)
        .onSuccess(body -> answer(request.response(), body))
        .onFailure(cause -> fail(request.response(), cause));
  }

  private static void answer(HttpServerResponse response, Buffer body) {
    response.putHeader("content-type", "application/json").end(body);
  }

  private static void fail(HttpServerResponse response, Throwable cause) {
    response.setStatusCode(502).end(String.valueOf(cause.getMessage()));
  }
}
