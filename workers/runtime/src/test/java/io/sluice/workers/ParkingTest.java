package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static io.sluice.workers.KafkaService.reply;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.database.Database;
import io.sluice.workers.database.DatabaseConfig;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Retry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands that fail and whose next attempt is more than 10 s away. */
@ExtendWith({RealParts.class, RealDatabase.class})
final class ParkingTest {

  /** The first pause is 10 s to 20 s. */
  private static final Retry LATER = Retry.upTo(5).from(Duration.ofSeconds(20));

  private final List<String> runs = new CopyOnWriteArrayList<>();
  private final KafkaService service;
  private volatile boolean broken = true;

  ParkingTest() throws TimeoutException {
    service = new KafkaService();
  }

  /** What the operations take. */
  record Input() {}

  @AfterEach
  void close() throws TimeoutException {
    service.close();
  }

  @Test
  void aParkedCommandHoldsUpNothingButItsKeyWhichFollowsInOrder() throws Exception {
    serve();
    List<Future<Outcome>> calls = new ArrayList<>();
    calls.add(service.send("fragile", "a"));
    for (int i = 0; i < 3; i++) {
      calls.add(service.send("steady" + i, "a"));
    }
    var late = service.send(Commands.of("steady3", "a", "{}", Duration.ofSeconds(5)));
    for (int i = 0; i < 20; i++) {
      assertNull(reply(service.send("steady0", "b" + i)).status());
    }

    eventually("all of the key are parked", () -> service.parked() == 5);
    eventually("the offset has moved over them", () -> service.lag() == 0);
    assertEquals(List.of("fragile-a-1"), runsOf("a"));
    assertInstanceOf(Outcome.Unanswered.class, late.await(30, SECONDS));
    broken = false;

    assertEquals(2, reply(calls.getFirst()).attempt());
    for (Future<Outcome> call : calls) {
      assertNull(reply(call).status());
    }
    assertEquals(
        List.of("fragile-a-1", "fragile-a-2", "steady0-a-1", "steady1-a-1", "steady2-a-1"),
        runsOf("a"));
    eventually("nothing is parked", () -> service.parked() == 0);
    assertNull(reply(service.send("steady0", "a")).status());
  }

  @Test
  void whatIsParkedIsRunByTheNodeThatComesAfter() throws Exception {
    var node = start();
    var first = service.send("fragile", "a");
    var second = service.send("steady0", "a");
    eventually("both are parked", () -> service.parked() == 2);
    service.stop(node);
    broken = false;

    var next = start();
    var third = service.send("steady1", "a");

    for (var call : List.of(first, second, third)) {
      assertNull(reply(call).status());
    }
    assertEquals(List.of("fragile-a-1", "fragile-a-2", "steady0-a-1", "steady1-a-1"), runsOf("a"));
    service.stop(next);
  }

  @Test
  void whatIsParkedGoesWithItsPartitionToAnotherNode() throws Exception {
    serve();
    List<Future<Outcome>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(service.send("fragile", "k" + i));
      calls.add(service.send("steady0", "k" + i));
    }
    eventually("all are parked", () -> service.parked() == 40);

    serve();
    eventually("it is parked in one place", () -> service.parked() == 40);
    broken = false;

    for (Future<Outcome> call : calls) {
      assertNull(reply(call).status());
    }
    for (int i = 0; i < 20; i++) {
      String key = "k" + i;
      assertEquals(
          List.of("fragile-" + key + "-1", "fragile-" + key + "-2", "steady0-" + key + "-1"),
          runsOf(key));
    }
    eventually("nothing is parked", () -> service.parked() == 0);
  }

  @Test
  void afterItsLastAttemptAParkedCommandIsPutAsideAndItsKeyGoesOn() throws Exception {
    var node = service.start(this::fragileTwice, RealDatabase.configOf(service.name()));
    var given = service.send("fragile", "a");
    var behind = service.send("steady0", "a");

    assertEquals(502, reply(given).status());
    assertTrue(reply(given).isDeadLettered());
    assertNull(reply(behind).status());
    assertEquals(List.of("fragile-a-1", "fragile-a-2", "steady0-a-1"), runsOf("a"));
    eventually("it is put aside", () -> service.deadLetters() == 1);
    service.stop(node);
  }

  @Test
  void aCopyOfAParkedCommandIsNotRunNorPutAsideNeitherBeforeItsEndNorAfter() throws Exception {
    var node = service.start(this::fragileTwice, RealDatabase.configOf(service.name()));
    Command command = Commands.of("fragile", "a", "{}", Duration.ofMinutes(2));
    var given = service.send(command);
    eventually("it is parked", () -> service.parked() == 1);
    service.record(command).await(30, SECONDS);
    service.record(command).await(30, SECONDS);
    var behind = service.send("steady0", "a");

    assertEquals(502, reply(given).status());
    assertNull(reply(behind).status());
    Reply copy = reply(service.send(command));
    assertEquals(502, copy.status());
    assertTrue(copy.isDeadLettered());

    assertEquals(List.of("fragile-a-1", "fragile-a-2", "steady0-a-1"), runsOf("a"));
    assertEquals(1, service.deadLetters());
    service.stop(node);
    var next = service.start(this::fragileTwice, RealDatabase.configOf(service.name()));
    assertEquals(502, reply(service.send(command)).status());
    broken = false;
    assertNull(reply(service.send(Commands.until(command, Duration.ofMinutes(3)))).status());
    assertEquals(4, runsOf("a").size(), "the redrive, and no copy");
    assertEquals(0, service.deadLetters());
    service.stop(next);
  }

  @Test
  void aCopyOfAParkedCommandWithoutAKeyIsNotRun() throws Exception {
    var node = service.start(this::fragileTwice, RealDatabase.configOf(service.name()));
    Command command = Commands.of("fragile", null, "{}", Duration.ofMinutes(2));
    var given = service.send(command);
    eventually("it is parked", () -> service.parked() == 1);
    // Some of them in the other partition.
    for (int i = 0; i < 4; i++) {
      service.record(command).await(30, SECONDS);
    }

    assertEquals(502, reply(given).status());
    eventually("the copies are done with", () -> service.lag() == 0 && service.parked() == 0);

    assertEquals(List.of("fragile-null-1", "fragile-null-2"), runsOf("null"));
    assertEquals(1, service.deadLetters());
    service.stop(node);
  }

  @Test
  void withoutADatabaseItsKeyIsHeldUpForLonger() throws Exception {
    service.serve(this::handlers);
    var call = service.send("fragile", "a");
    eventually("it has failed", () -> !runs.isEmpty());
    broken = false;
    var behind = service.send("steady0", "a");

    assertEquals(2, reply(call).attempt());
    assertNull(reply(behind).status());
    assertEquals(List.of("fragile-a-1", "fragile-a-2", "steady0-a-1"), runsOf("a"));
    assertTrue(service.lag() <= 2, "it was never parked");
  }

  @Test
  void whatCannotBeParkedHoldsUpItsKeyAndIsRunNoMoreThanItHasTo() throws Exception {
    serve();
    alter("alter table sluice.parked rename to away");
    var call = service.send("fragile", "a");
    eventually("it has failed", () -> !runs.isEmpty());
    broken = false;
    var behind = service.send("steady0", "a");
    assertNull(reply(service.send("steady0", "b")).status());

    assertEquals(2, reply(call).attempt());
    // It may have been parked, for all that its node knows.
    assertFalse(behind.isComplete());
    alter("alter table sluice.away rename to parked");

    assertNull(reply(behind).status());
    assertEquals(List.of("fragile-a-1", "fragile-a-2", "steady0-a-1"), runsOf("a"));
    assertEquals(0, service.parked());
  }

  private void alter(String statement) throws Exception {
    var config = RealDatabase.configOf(service.name()).getJsonObject("database");
    var vertx = RealParts.worker().vertx();
    var database = Database.open(vertx, DatabaseConfig.from(config), null).await(60, SECONDS);
    var unused = database.pool().query(statement).execute().await(30, SECONDS);
    database.close().await(30, SECONDS);
  }

  private void serve() throws Exception {
    var unused = start();
  }

  private WorkerNode start() throws Exception {
    return service.start(this::handlers, RealDatabase.configOf(service.name()));
  }

  private void handlers(Handlers on) {
    steady(on);
    on.command("fragile", Input.class, (data, call) -> fragile(call)).retry(LATER);
  }

  private void fragileTwice(Handlers on) {
    steady(on);
    on.command("fragile", Input.class, (data, call) -> fragile(call))
        .retry(Retry.upTo(2).from(Duration.ofSeconds(20)));
  }

  private void steady(Handlers on) {
    for (int i = 0; i < 4; i++) {
      on.command("steady" + i, Input.class, (data, call) -> done(call));
    }
  }

  private Future<?> fragile(Call call) {
    return broken
        ? done(call).compose(noted -> Future.failedFuture(new IllegalStateException("not yet")))
        : done(call);
  }

  private Future<?> done(Call call) {
    runs.add(call.operation() + "-" + call.command().key() + "-" + call.attempt());
    return Future.succeededFuture(Map.of());
  }

  private List<String> runsOf(String key) {
    return runs.stream().filter(run -> run.split("-", -1)[1].equals(key)).toList();
  }
}
