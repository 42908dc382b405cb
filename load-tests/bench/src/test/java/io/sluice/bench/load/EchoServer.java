package io.sluice.bench.load;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/** A server on a free port that does what the test says. */
final class EchoServer implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final Endpoint target;

  private EchoServer(Handler<HttpServerRequest> handler) {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(handler)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
    target = Endpoint.sync(URI.create("http://127.0.0.1:" + port + "/echo"));
  }

  static EchoServer answering(Handler<HttpServerRequest> handler) {
    return new EchoServer(handler);
  }

  Endpoint target() {
    return target;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
