package io.sluice.workers.processing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Retry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RetriesInPlaceTest {

  private final Vertx vertx = Vertx.vertx();
  private final Handlers handlers = new Handlers(vertx);
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void aCommandThatFailsIsAnsweredWhenAnAttemptSucceeds() throws TimeoutException {
    var retries = retries(Retry.upTo(5).from(Duration.ofMillis(1)), 2);

    Reply reply = retries.handle(command(Duration.ofSeconds(20))).await(20, SECONDS);

    assertNull(reply.status());
    assertEquals(3, reply.attempt());
  }

  @Test
  void afterTheLastAttemptTheWorkerHasGivenUp() throws TimeoutException {
    var retries = retries(Retry.upTo(2).from(Duration.ofMillis(1)), 9);

    assertEquals(502, retries.handle(command(Duration.ofSeconds(20))).await(20, SECONDS).status());
    assertEquals(2, runs.get());
  }

  @Test
  void aPauseBeyondTheDeadlineOrTenSecondsIsNotWaitedFor() throws TimeoutException {
    var retries = retries(Retry.upTo(9).from(Duration.ofMinutes(1)), 9);

    assertEquals(500, retries.handle(command(Duration.ofSeconds(5))).await(4, SECONDS).status());
    assertEquals(500, retries.handle(command(Duration.ofHours(1))).await(4, SECONDS).status());
    assertEquals(2, runs.get());
  }

  @Test
  void atTheEndWhatWaitsRunsOnceMoreAtOnce() throws TimeoutException {
    var retries = retries(Retry.upTo(9).from(Duration.ofSeconds(9)), 9);
    Future<Reply> waiting = retries.handle(command(Duration.ofSeconds(60)));
    assertTrue(!waiting.isComplete(), "it waits");

    retries.hurry();

    assertEquals(500, waiting.await(3, SECONDS).status());
    assertEquals(2, runs.get());
  }

  private RetriesInPlace retries(Retry policy, int failures) {
    handlers.command("op", JsonObject.class, (data, call) -> fail(call, failures)).retry(policy);
    var processor =
        new CommandProcessor(handlers, "/w", InstantSource.system(), Duration.ofSeconds(20));
    return new RetriesInPlace(vertx, processor, InstantSource.system());
  }

  private Future<?> fail(Call call, int failures) {
    return runs.incrementAndGet() <= failures
        ? Future.failedFuture(new IllegalStateException("attempt " + call.attempt()))
        : Future.succeededFuture(Map.of());
  }

  private static Command command(Duration timeout) {
    return Commands.of("op", "a", "{}", timeout);
  }
}
