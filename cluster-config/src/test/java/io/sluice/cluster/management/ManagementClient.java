package io.sluice.cluster.management;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.cluster.telemetry.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * A management server on a port of its own, and what one sees of it from outside: by the JDK's
 * client, which needs none of the event loops that are under test.
 */
record ManagementClient(ManagementServer server, int port) {

  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElseThrow();
    }

    String status(String component) {
      return component(component).getString("status");
    }

    Optional<String> reason(String component) {
      return Optional.ofNullable(component(component).getString("reason"));
    }

    private JsonObject component(String name) {
      return new JsonObject(body())
          .getJsonArray("components").stream()
              .map(JsonObject.class::cast)
              .filter(component -> name.equals(component.getString("name")))
              .findFirst()
              .orElseThrow(() -> new AssertionError(name + " is missing in " + body()));
    }
  }

  static ManagementClient of(
      Vertx vertx, ManagementConfig config, Lifecycle lifecycle, Metrics metrics)
      throws TimeoutException {
    var server = new ManagementServer(vertx, config, lifecycle, metrics);
    return new ManagementClient(server, server.listen().await(10, SECONDS));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return call("GET", path);
  }

  Answer get(String path, String authorization) throws IOException, InterruptedException {
    return send(request("GET", path).header("authorization", authorization));
  }

  Answer call(String method, String path) throws IOException, InterruptedException {
    return send(request(method, path));
  }

  private HttpRequest.Builder request(String method, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .method(method, BodyPublishers.noBody())
        .timeout(Duration.ofSeconds(10));
  }

  private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return new Answer(http.send(request.build(), BodyHandlers.ofString()));
    }
  }
}
