package io.sluice.workers.processing;

import static io.sluice.workers.processing.ProblemReplies.assertProblem;
import static io.sluice.workers.processing.ProblemReplies.problem;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.handler.Answer;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.CommandFunction;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Rejection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class CommandProcessorTest {

  private static final Vertx vertx = Vertx.vertx();

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Handlers handlers = new Handlers(vertx);
  private final CommandProcessor processor = boundBy(Duration.ofSeconds(20));

  @AfterAll
  static void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  record Order(String item, int count) {}

  @Test
  void aResultIsTheReplysData() throws TimeoutException {
    on((order, call) -> Future.succeededFuture(Map.of("item", order.item())));
    var command = Commands.of("op", "{\"item\":\"cheese\",\"count\":2,\"unknown\":true}");

    var reply = handle(command);

    assertEquals("{\"item\":\"cheese\"}", reply.payload().data().toString());
    assertEquals(Payload.JSON, reply.payload().contentType());
    assertNull(reply.status(), "the contract's first 2xx");
  }

  @Test
  void theReplyTellsWhatItAnswers() throws TimeoutException {
    on((order, call) -> Future.succeededFuture(Map.of()));
    var command = Commands.of("op", "{\"count\":1}");

    var reply = handle(command);

    assertEquals(command.id(), reply.causation());
    assertEquals(command.invocation(), reply.invocation());
    assertEquals("op", reply.operation());
    assertEquals("/worker/shop/node", reply.source());
    assertEquals("key-1", reply.key());
    assertEquals(3, reply.attempt());
    assertEquals(command.trace().traceId(), reply.trace().traceId());
    assertFalse(reply.time().isBefore(reply.started()));
  }

  @Test
  void theHandlerLearnsOfItsCall() throws TimeoutException {
    on(
        (order, call) -> {
          calls.add(call);
          return Future.succeededFuture(Map.of());
        });
    var command = Commands.of("op", "{\"count\":1}");

    assertNull(handle(command).status());

    Call call = calls.getFirst();
    assertEquals(command.invocation(), call.invocation());
    assertEquals(command.id(), call.commandId());
    assertEquals("op", call.operation());
    assertEquals("alice", call.caller().principal());
    assertEquals(command.expiry(), call.deadline());
    assertEquals(3, call.attempt());
    assertEquals(Map.of("accept-language", "de"), call.headers());
  }

  @Test
  void anExpiredCommandIsNotRun() throws TimeoutException {
    on(
        (order, call) -> {
          calls.add(call);
          return Future.succeededFuture(Map.of());
        });

    var reply = handle(Commands.of("op", "{\"count\":1}", Duration.ZERO));

    assertProblem(504, "/problems/deadline-exceeded", reply);
    assertEquals(List.of(), calls);
  }

  @Test
  void aBlockingHandlerWhoseThreadWaitedBeyondTheDeadlineIsNotRun() throws TimeoutException {
    blocking();
    var command = Commands.of("blocking", "{\"count\":1}");
    Instant before = command.expiry().at().minusMillis(1);
    // The worker is stopped when the command has been checked and its thread has not begun.
    var readings = new ArrayDeque<>(List.of(before));
    InstantSource stopped =
        () -> Objects.requireNonNullElse(readings.poll(), command.expiry().at());
    var waking = new CommandProcessor(handlers, "/w", stopped, Duration.ofSeconds(20));

    assertProblem(
        504,
        "/problems/deadline-exceeded",
        waking.run(command).map(RunResult::reply).await(20, SECONDS));
    assertEquals(List.of(), calls);
  }

  @Test
  void anUnknownOperationIsNamed() throws TimeoutException {
    var reply = handle(Commands.of("nonsense", "{}"));

    assertProblem(502, "/problems/unknown-operation", reply);
    assertTrue(problem(reply).getString("detail").contains("nonsense"));
  }

  @Test
  void aRejectionIsTheAnswer() throws TimeoutException {
    var problem = Problem.named("sold-out", "Sold out", 409, "No cheese.").with("left", 0);
    on((order, call) -> Future.failedFuture(new Rejection(problem)));

    var reply = handle(Commands.of("op", "{\"count\":1}"));

    assertProblem(409, "/problems/sold-out", reply);
    assertEquals(problem.toBuffer(), reply.payload().data());
  }

  @Test
  void aRejectionMayAlsoBeThrown() throws TimeoutException {
    on(
        (order, call) -> {
          throw new Rejection(Problem.named("sold-out", "Sold out", 409, "No cheese."));
        });

    assertProblem(409, "/problems/sold-out", handle(Commands.of("op", "{\"count\":1}")));
  }

  @Test
  void nullIsAnEmptyObject() throws TimeoutException {
    on((order, call) -> Future.succeededFuture());

    assertEquals("{}", handle(Commands.of("op", "{\"count\":1}")).payload().data().toString());
  }

  @Test
  void anAnswerHasItsOwnStatusAndHeaders() throws TimeoutException {
    on(
        (order, call) ->
            Future.succeededFuture(Answer.created("/orders/7", Map.of()).header("ETag", "v1")));

    var reply = handle(Commands.of("op", "{\"count\":1}"));

    assertEquals(201, reply.status());
    assertEquals(Map.of("location", "/orders/7", "etag", "v1"), reply.payload().headers());
  }

  @Test
  void aBlockingHandlerRunsOnAVirtualThreadAndEndsOnTheContext() throws TimeoutException {
    Promise<Boolean> virtual = Promise.promise();
    handlers.blocking(
        "blocking",
        Order.class,
        (order, call) -> {
          virtual.complete(Thread.currentThread().isVirtual());
          return Map.of("item", order.item());
        });
    Context context = vertx.getOrCreateContext();
    Promise<@Nullable Context> endedOn = Promise.promise();

    context.runOnContext(
        ignored ->
            processor
                .run(Commands.of("blocking", "{\"item\":\"a\",\"count\":1}"))
                .map(RunResult::reply)
                .onComplete(ended -> endedOn.complete(Vertx.currentContext())));

    assertEquals(context, endedOn.future().await(20, SECONDS));
    assertTrue(virtual.future().await(20, SECONDS));
  }

  @Test
  void anOperationHasOneHandler() {
    on((order, call) -> Future.succeededFuture());

    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> on((order, call) -> Future.succeededFuture()));

    assertEquals("operation op has a handler already", refused.getMessage());
  }

  private void blocking() {
    handlers.blocking(
        "blocking",
        Order.class,
        (order, call) -> {
          calls.add(call);
          return Map.of();
        });
  }

  private CommandProcessor boundBy(Duration bound) {
    return new CommandProcessor(handlers, "/worker/shop/node", InstantSource.system(), bound);
  }

  private void on(CommandFunction<Order> function) {
    handlers.command("op", Order.class, function);
  }

  private Reply handle(Command command) throws TimeoutException {
    return processor.run(command).map(RunResult::reply).await(20, SECONDS);
  }
}
