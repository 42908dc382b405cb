package io.sluice.cluster.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.util.concurrent.EventExecutor;
import io.sluice.cluster.telemetry.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class ProbesTest {

  private static final String STARTED = "/health/started";
  private static final String LIVE = "/health/live";
  private static final String READY = "/health/ready";

  private record Part(String name, Supplier<Future<Health>> answer) implements Component {
    @Override
    public Future<Health> check() {
      return answer.get();
    }
  }

  private final Lifecycle lifecycle = new Lifecycle();
  private final Metrics metrics = Metrics.create();
  private ManagementClient client;

  @BeforeEach
  void listen(Vertx vertx) throws TimeoutException {
    var config = new ManagementConfig("127.0.0.1", 0, Duration.ofMillis(300));
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

    assertEquals(Optional.of("no answer within 300 ms"), client.get(READY).reason("database"));
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
      assertEquals(Optional.of("no answer within 300 ms"), answer.reason("event-loops"));
    } finally {
      release.countDown();
    }
    assertEquals(200, client.get(LIVE).status());
  }

  @Test
  void aNameIsRegisteredOnce() {
    lifecycle.register(new Part("database", () -> Future.succeededFuture(Health.up())));

    assertThrows(
        IllegalArgumentException.class,
        () -> lifecycle.register(new Part("database", () -> Future.succeededFuture(Health.up()))));
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
