package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static io.sluice.workers.KafkaService.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.handler.Retry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealParts.class)
final class RetriesTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final KafkaService service;
  private final List<String> runs = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  /** What the operations take. */
  record Input(@Nullable Integer poison) {}

  RetriesTest() throws TimeoutException {
    service = new KafkaService();
  }

  @AfterEach
  void close() throws TimeoutException {
    service.close();
  }

  @Test
  void aHandlerThatFailsTwiceIsAnsweredAtItsThirdAttemptAndHoldsUpOnlyItsKey() throws Exception {
    service.serve(
        on -> {
          on.command("flaky", Input.class, (data, call) -> failTwice(call))
              .retry(Retry.upTo(5).from(Duration.ofSeconds(1)));
          on.command("steady", Input.class, (data, call) -> done(call));
        });
    var flaky = service.send("flaky", "a");
    var behind = service.send("steady", "a");
    List<Future<Outcome>> beside = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      beside.add(service.send("steady", "b" + i));
    }

    for (Future<Outcome> one : beside) {
      assertNull(reply(one).status());
    }
    assertTrue(!flaky.isComplete() && !behind.isComplete(), "no other key waits for it");
    Reply reply = reply(flaky);
    assertEquals(3, reply.attempt());
    assertEquals("{\"attempt\":3}", reply.payload().data().toString());
    assertNull(reply(behind).status());
    assertEquals(
        List.of("flaky1", "flaky2", "flaky3", "steady1"),
        runs.stream().filter(run -> !run.startsWith("b")).toList());
    assertEquals(2, service.retries("flaky"));
  }

  @Test
  void aPoisonedCommandAmongAThousandIsGivenUpAndTheOthersAreAnswered() throws Exception {
    service.serve(
        on ->
            on.command(
                    "work",
                    Input.class,
                    (data, call) ->
                        data.poison() != null
                            ? Future.failedFuture(new IllegalStateException("poison"))
                            : Future.succeededFuture(Map.of()))
                .retry(Retry.upTo(3).from(SHORT)));
    List<Future<Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String data = i == 500 ? "{\"poison\":1}" : "{}";
      outcomes.add(service.send(Commands.of("work", "key" + i % 50, data, Duration.ofMinutes(2))));
    }

    long began = System.nanoTime();
    Reply poisoned = reply(outcomes.get(500));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    outcomes.remove(500);
    for (Future<Outcome> one : outcomes) {
      assertNull(reply(one).status());
    }

    assertEquals(502, poisoned.status());
    assertEquals(
        "/problems/worker-gave-up", poisoned.payload().data().toJsonObject().getString("type"));
    assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, () -> "told after " + took);
    eventually("one is put aside", () -> service.deadLetters() == 1);
  }

  @Test
  void aRejectionIsAnAnswerAndNotTriedAgain() throws Exception {
    service.serve(
        on ->
            on.command(
                    "refuse",
                    Input.class,
                    (data, call) -> {
                      runs.add("refuse" + call.attempt());
                      return Future.failedFuture(
                          new Rejection(Problem.named("broke", "Broke", 409, "No money.")));
                    })
                .retry(Retry.upTo(5).from(SHORT)));

    assertEquals(409, reply(service.send("refuse", "a")).status());
    assertEquals(List.of("refuse1"), runs);
  }

  @Test
  void whatHasNoTimeForAnotherAttemptIsAnsweredAtOnce() throws Exception {
    service.serve(
        on ->
            on.command("flaky", Input.class, (data, call) -> failTwice(call))
                .retry(Retry.upTo(5).from(Duration.ofMinutes(2)).to(Duration.ofMinutes(2))));

    var outcome = service.send(Commands.of("flaky", "a", "{}", Duration.ofSeconds(40)));

    assertEquals(500, reply(outcome).status());
    assertEquals(List.of("flaky1"), runs);
    assertEquals(0, service.deadLetters());
  }

  @Test
  void withoutAPolicyAFailureIsFinal() throws Exception {
    service.serve(on -> on.command("flaky", Input.class, (data, call) -> failTwice(call)));

    assertEquals(500, reply(service.send("flaky", "a")).status());
    assertEquals(List.of("flaky1"), runs);
    assertEquals(0, service.deadLetters());
  }

  @Test
  void anOperationThatNeedsADatabaseIsNotStartedWithout() {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                service.serve(
                    on -> {
                      on.command("flaky", Input.class, (data, call) -> done(call)).durable();
                      on.command("once", Input.class, (data, call) -> done(call)).retryNever();
                      on.command("other", Input.class, (data, call) -> done(call));
                    }));

    assertEquals(
        "databases.%s is not set, and service %s has operations that need it: flaky, once"
            .formatted(service.name(), service.name()),
        failure.getMessage());
  }

  private Future<?> failTwice(Call call) {
    runs.add("flaky" + call.attempt());
    return failures.incrementAndGet() <= 2
        ? Future.failedFuture(new IllegalStateException("not yet"))
        : Future.succeededFuture(Map.of("attempt", call.attempt()));
  }

  private Future<?> done(Call call) {
    String key = call.command().key();
    runs.add((key != null && key.startsWith("b") ? key : "steady") + call.attempt());
    return Future.succeededFuture(Map.of());
  }
}
