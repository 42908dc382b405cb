package io.sluice.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** Opens connections to one system. */
final class Connections {

  private static final long PAUSE_MILLIS = 100;

  private static final AtomicLong RUNS = new AtomicLong();
  private static final int RUN_AT_BIT = 40;

  private final long firstOrder = RUNS.incrementAndGet() << RUN_AT_BIT;
  private final Vertx vertx;
  private final HttpClientAgent client;
  private final HttpConnectOptions where;
  private final RequestOptions request;
  private final Endpoint endpoint;

  Connections(Vertx vertx, Endpoint endpoint) {
    URI target = endpoint.uri();
    this.endpoint = endpoint;
    this.vertx = vertx;
    this.client = vertx.createHttpClient();
    this.where =
        new HttpConnectOptions()
            .setServer(SocketAddress.inetSocketAddress(target.getPort(), target.getHost()))
            .setHost(target.getHost())
            .setPort(target.getPort());
    this.request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(target.getHost())
            .setPort(target.getPort())
            .setURI(target.getPath())
            .putHeader("content-type", "application/json");
    if (endpoint.async()) {
      var unused = request.putHeader("prefer", "respond-async");
    }
  }

  Future<HttpClientConnection> open() {
    return client.connect(where);
  }

  /** Before the next try, so that a system that refuses is not flooded. */
  Future<Void> pause() {
    return vertx.timer(PAUSE_MILLIS).mapEmpty();
  }

  /** No two alike in all runs: a worker may keep one row for each. */
  Buffer order(long number) {
    return EchoCall.order(firstOrder + number);
  }

  boolean areAsync() {
    return endpoint.async();
  }

  /** Asks for the answer of an invocation, and waits for it. */
  RequestOptions end(String location) {
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost(endpoint.uri().getHost())
        .setPort(endpoint.uri().getPort())
        .setURI(URI.create(location).getPath() + "/response")
        .putHeader("prefer", "wait=10");
  }

  RequestOptions request() {
    return request;
  }

  Future<Void> close() {
    return client.close();
  }
}
