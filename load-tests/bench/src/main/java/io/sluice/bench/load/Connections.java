package io.sluice.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;

/** Opens connections to one system. */
final class Connections {

  private static final long PAUSE_MILLIS = 100;

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final HttpConnectOptions where;
  private final RequestOptions request;

  Connections(Vertx vertx, URI target) {
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
  }

  Future<HttpClientConnection> open() {
    return client.connect(where);
  }

  /** Before the next try, so that a system that refuses is not flooded. */
  Future<Void> pause() {
    return vertx.timer(PAUSE_MILLIS).mapEmpty();
  }

  RequestOptions request() {
    return request;
  }

  Future<Void> close() {
    return client.close();
  }
}
