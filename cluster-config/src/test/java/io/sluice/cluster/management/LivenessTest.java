package io.sluice.cluster.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.util.concurrent.EventExecutor;
import io.sluice.cluster.telemetry.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class LivenessTest {

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
  void aFatalNodeNeitherLivesNorServes() throws IOException, InterruptedException {
    lifecycle.started();
    lifecycle.fatal("lost the majority");
    lifecycle.fatal("a consequence");

    assertEquals(503, client.get(LIVE).status());
    assertEquals(Optional.of("lost the majority"), client.get(LIVE).reason("lifecycle"));
    assertEquals(503, client.get(READY).status());
    assertEquals(200, client.get(STARTED).status());
  }

  @Test
  void anEventLoopThatHangsIsNotAlive(Vertx vertx) throws IOException, InterruptedException {
    var release = new CountDownLatch(1);
    var hanging = new CountDownLatch(1);
    loopBeside(serversThread(), vertx)
        .execute(
            () -> {
              hanging.countDown();
              awaitUninterruptibly(release);
            });
    hanging.await();
    try {
      var answer = client.get(LIVE);

      assertEquals(503, answer.status());
      assertEquals(Optional.of("no answer within 1 s"), answer.reason("event-loops"));
    } finally {
      release.countDown();
    }
    assertEquals(200, client.get(LIVE).status());
  }

  private Thread serversThread() throws IOException, InterruptedException {
    var thread = new CompletableFuture<Thread>();
    lifecycle.register(
        new Part(
            "thread",
            () -> {
              thread.complete(Thread.currentThread());
              return Future.succeededFuture(Health.up());
            }));
    var unused = client.get(READY);
    return thread.join();
  }

  private static EventExecutor loopBeside(Thread busy, Vertx vertx) {
    return StreamSupport.stream(((VertxInternal) vertx).nettyEventLoopGroup().spliterator(), false)
        .filter(loop -> !loop.inEventLoop(busy))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitUninterruptibly(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
