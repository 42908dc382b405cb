package io.sluice.cluster.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.cluster.telemetry.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class ProbesTest {

  private static final String STARTED = "/health/started";
  private static final String LIVE = "/health/live";
  private static final String READY = "/health/ready";

  private final Lifecycle lifecycle = new Lifecycle();
  private final Metrics metrics = Metrics.create();
  private ManagementClient client;

  @BeforeEach
  void listen(Vertx vertx) throws TimeoutException {
    var config = ManagementConfig.loopback(0);
    client = ManagementClient.of(vertx, config, lifecycle, metrics);
  }

  @AfterEach
  void closeMetrics() {
    metrics.close();
  }

  @Test
  void aNodeIsStartedOnceItSaysSo() throws IOException, InterruptedException {
    var before = client.get(STARTED);
    lifecycle.started();
    var after = client.get(STARTED);

    assertEquals(503, before.status());
    assertEquals(Optional.of("starting"), before.reason("lifecycle"));
    assertEquals(200, after.status());
    assertEquals("up", after.status("lifecycle"));
  }

  @Test
  void aNodeThatDrainsIsNotReadyButLives() throws IOException, InterruptedException {
    lifecycle.started();
    lifecycle.draining();
    lifecycle.started();

    assertEquals(Optional.of("draining"), client.get(READY).reason("lifecycle"));
    assertEquals(503, client.get(READY).status());
    assertEquals(200, client.get(LIVE).status());
    assertEquals(200, client.get(STARTED).status());
  }

  @Test
  void readinessFollowsItsComponents() throws IOException, InterruptedException {
    var health = Promise.<Health>promise();
    lifecycle.started();
    lifecycle.register(new Part("broker", () -> Future.succeededFuture(Health.up())));
    assertEquals(200, client.get(READY).status());

    lifecycle.register(new Part("database", health::future));
    health.complete(Health.down("no connection"));
    var answer = client.get(READY);

    assertEquals(503, answer.status());
    assertEquals("up", answer.status("broker"));
    assertEquals("down", answer.status("database"));
    assertEquals(Optional.of("no connection"), answer.reason("database"));
    assertEquals(200, client.get(LIVE).status());
  }

  @Test
  void noAnswerInTimeIsDown() throws IOException, InterruptedException {
    lifecycle.started();
    lifecycle.register(new Part("database", () -> Promise.<Health>promise().future()));

    assertEquals(Optional.of("no answer within 1 s"), client.get(READY).reason("database"));
  }

  @Test
  void aCheckThatFailsIsDown() throws IOException, InterruptedException {
    lifecycle.started();
    lifecycle.register(new Part("broker", () -> Future.failedFuture("refused")));
    lifecycle.register(
        new Part(
            "database",
            () -> {
              throw new IllegalStateException("closed");
            }));

    var answer = client.get(READY);

    assertEquals(Optional.of("refused"), answer.reason("broker"));
    assertEquals(Optional.of("closed"), answer.reason("database"));
  }

  @Test
  void aNameIsRegisteredOnce() {
    lifecycle.register(new Part("database", () -> Future.succeededFuture(Health.up())));

    assertThrows(
        IllegalArgumentException.class,
        () -> lifecycle.register(new Part("database", () -> Future.succeededFuture(Health.up()))));
  }
}
