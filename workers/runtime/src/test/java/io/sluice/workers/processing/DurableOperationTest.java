package io.sluice.workers.processing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Problem;
import io.sluice.workers.Commands;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.HinderedException;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.handler.Retry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DurableOperationTest {

  private static final Problem BROKE = Problem.named("broke", "Broke", 409, "No money.");
  private static final Problem AWAY = Problem.named("away", "Away", 503, "No database.");

  private final Vertx vertx = Vertx.vertx();
  private final Handlers handlers = new Handlers(vertx);
  private final CommandProcessor processor =
      new CommandProcessor(handlers, "/w", InstantSource.system(), Duration.ofSeconds(20));

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void anAnswerBesideItsTransactionIsAFailure() throws TimeoutException {
    name("op", call -> Future.succeededFuture(Map.of("paid", 5)));

    assertEquals(500, run("op").reply().status());
  }

  @Test
  void aTransactionsAnswerAndARejectionBeforeItAreNone() throws TimeoutException {
    name("op", call -> Future.succeededFuture(FirstReply.of(BROKE)));
    name("refuse", call -> Future.failedFuture(new Rejection(BROKE)));

    assertEquals(409, run("op").reply().status());
    assertEquals(409, run("refuse").reply().status());
  }

  @Test
  void aDatabaseInTheWayIsAnAnswerOnlyWithoutAPolicy() throws TimeoutException {
    name("once", call -> Future.failedFuture(new HinderedException(AWAY)));
    handlers
        .command(
            "again",
            JsonObject.class,
            (data, call) -> Future.failedFuture(new HinderedException(AWAY)))
        .retry(Retry.upTo(9));

    assertEquals(RunResult.Answered.class, run("once").getClass());
    assertEquals(503, run("once").reply().status());
    assertEquals(RunResult.Again.class, run("again").getClass());
  }

  private void name(String operation, Function<Call, Future<?>> handler) {
    handlers.command(operation, JsonObject.class, (data, call) -> handler.apply(call)).durable();
  }

  private RunResult run(String operation) throws TimeoutException {
    return processor.run(Commands.of(operation, "{}")).await(20, SECONDS);
  }
}
