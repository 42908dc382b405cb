package io.sluice.workers.processing;

import static io.sluice.workers.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.database.Database;
import io.sluice.workers.database.DatabaseConfig;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.retry.StartedCommands;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands that may run once, and come again or after their deadline. */
@ExtendWith(RealDatabase.class)
final class StartedOnceTest {

  private static final Duration BOUND = Duration.ofSeconds(2);

  private final Promise<Map<String, Object>> end = Promise.promise();
  private final AtomicInteger runs = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final StartedOnce once;
  private final StartedOnce other;

  StartedOnceTest() throws Exception {
    String service = RealDatabase.newService();
    var config = DatabaseConfig.from(RealDatabase.configOf(service).getJsonObject("database"));
    database = Database.open(vertx, config, null).await(60, SECONDS);
    var handlers = new Handlers(vertx);
    handlers
        .command(
            "charge",
            JsonObject.class,
            (data, call) -> {
              runs.incrementAndGet();
              return end.future();
            })
        .retryNever();
    once = node(handlers, service, Duration.ofSeconds(20));
    other = node(handlers, service, BOUND);
  }

  private StartedOnce node(Handlers handlers, String service, Duration bound) {
    var clock = InstantSource.system();
    return new StartedOnce(
        vertx,
        new CommandProcessor(handlers, "/w", clock, Duration.ofSeconds(20)),
        handlers,
        new StartedCommands(database.pool(), service),
        command -> Future.succeededFuture(Optional.empty()),
        "/w",
        clock,
        bound);
  }

  @AfterEach
  void close() throws TimeoutException {
    database.close().await(20, SECONDS);
    vertx.close().await(20, SECONDS);
  }

  @Test
  void oneThatHadStartedIsNotSaidToBeUnrun() throws TimeoutException {
    Command command = Commands.of("charge", "{}");
    end.complete(Map.of());
    assertNull(run(command).status());

    Reply late = run(Commands.until(command, Duration.ZERO));

    assertEquals(502, late.status());
    assertEquals(
        "/problems/outcome-unknown", late.payload().data().toJsonObject().getString("type"));
    assertEquals(1, runs.get());
  }

  @Test
  void oneThatHadNotStartedIs() throws TimeoutException {
    Reply late = run(Commands.of("charge", "{}", Duration.ZERO));

    assertEquals(504, late.status());
    assertEquals(
        "/problems/deadline-exceeded", late.payload().data().toJsonObject().getString("type"));
    assertEquals(0, runs.get());
  }

  @Test
  void oneThatIsAtWorkOnItsNodeIsAnsweredAsThatEnds() throws TimeoutException {
    Command command = Commands.of("charge", "{}");
    Future<RunResult> first = once.run(command);
    eventually("it runs", () -> runs.get() == 1);

    Future<RunResult> copy = once.run(command);
    Future<RunResult> next = once.run(Commands.of("charge", "{}"));
    eventually("what came after it runs", () -> runs.get() == 2);
    assertFalse(copy.isComplete());
    end.complete(Map.of());

    assertNull(copy.await(20, SECONDS).reply().status());
    assertNull(first.await(20, SECONDS).reply().status());
    assertNull(next.await(20, SECONDS).reply().status());
    assertEquals(2, runs.get());
  }

  @Test
  void oneThatMayBeAtWorkOnAnotherNodeIsLookedAtAgainWhenAHandlersTimeIsOver() throws Exception {
    Command command = Commands.of("charge", "{}");
    var unused = once.run(command);
    eventually("it runs", () -> runs.get() == 1);

    RunResult early = other.run(command).await(20, SECONDS);
    var again = assertInstanceOf(RunResult.Again.class, early);
    assertTrue(again.pause().compareTo(BOUND.multipliedBy(2)) < 0, again::toString);

    eventually(
        "its time is over",
        () ->
            other.run(command).await() instanceof RunResult.Answered late
                && Integer.valueOf(502).equals(late.reply().status()));
    assertEquals(1, runs.get());
  }

  private Reply run(Command command) throws TimeoutException {
    return once.run(command).map(RunResult::reply).await(20, SECONDS);
  }
}
