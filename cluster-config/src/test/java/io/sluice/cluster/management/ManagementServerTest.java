package io.sluice.cluster.management;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cluster.telemetry.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class ManagementServerTest {

  private final Metrics metrics = Metrics.create();
  private ManagementClient client;

  @BeforeEach
  void listen(Vertx vertx) throws TimeoutException {
    client = ManagementClient.of(vertx, ManagementConfig.loopback(0), new Lifecycle(), metrics);
  }

  @AfterEach
  void closeMetrics() {
    metrics.close();
  }

  @Test
  void metricsArePrometheusText() throws IOException, InterruptedException {
    metrics.registry().counter("sluice.calls").increment();

    var answer = client.get("/metrics");

    assertEquals(200, answer.status());
    assertEquals("text/plain; version=0.0.4; charset=utf-8", answer.header("content-type"));
    assertTrue(answer.body().contains("jvm_memory_used_bytes"));
    assertTrue(answer.body().contains("sluice_calls_total 1.0"));
  }

  @Test
  void anyOtherPathIsAProblem() throws IOException, InterruptedException {
    var answer = client.get("/health");

    assertEquals(404, answer.status());
    assertEquals("application/problem+json", answer.header("content-type"));
    assertEquals(
        new JsonObject().put("type", "about:blank").put("title", "Not Found").put("status", 404),
        new JsonObject(answer.body()));
  }

  @Test
  void otherMethodsAreRefusedWithTheAllowedOnes() throws IOException, InterruptedException {
    var answer = client.call("POST", "/health/live");

    assertEquals(405, answer.status());
    assertEquals("GET, HEAD", answer.header("allow"));
    assertEquals("application/problem+json", answer.header("content-type"));
  }

  @Test
  void headIsGetWithoutABody() throws IOException, InterruptedException {
    var answer = client.call("HEAD", "/health/started");

    assertEquals(503, answer.status());
    assertEquals("", answer.body());
  }

  @Test
  void aTakenPortIsNamed(Vertx vertx) {
    var taken = ManagementConfig.loopback(client.port());

    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> ManagementClient.of(vertx, taken, new Lifecycle(), metrics));

    var message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("127.0.0.1:" + client.port()), message);
  }

  @Test
  void closingTwiceIsClosingOnce() throws TimeoutException {
    client.server().close().await(10, SECONDS);
    client.server().close().await(10, SECONDS);

    assertThrows(IOException.class, () -> client.get("/health/live"));
  }
}
