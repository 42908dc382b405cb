package io.sluice.workers.processing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class CancelledCommandTest {

  private static final Vertx vertx = Vertx.vertx();

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Promise<Object> work = Promise.promise();
  private final CommandProcessor processor =
      new CommandProcessor(handlers(), "/w", InstantSource.system(), Duration.ofSeconds(20));

  @AfterAll
  static void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void aCommandThatHasNotStartedIsAnsweredWithoutBeingRun() throws TimeoutException {
    var command = Commands.of("hold", "{\"count\":1}");
    processor.cancel(cancellationOf(command));

    assertCancelled(processor.run(command).map(RunResult::reply));
    assertEquals(List.of(), calls);
  }

  @Test
  void aBlockingHandlerWhoseThreadHasNotBegunIsNotRun() throws TimeoutException {
    var command = Commands.of("blocking", "{\"heard\":1}");
    var handlers = new Handlers(vertx);
    handlers.blocking("blocking", Heard.class, (data, call) -> calls.add(call));
    var waiting =
        new CommandProcessor(handlers, "/w", InstantSource.system(), Duration.ofSeconds(20));
    // Its data are read after the first check and before the thread begins.
    Heard.then = () -> waiting.cancel(cancellationOf(command));

    assertCancelled(waiting.run(command).map(RunResult::reply));
    assertEquals(List.of(), calls);
  }

  @Test
  void aHandlerThatRunsIsToldAndMayStop() throws TimeoutException {
    var command = Commands.of("hold", "{\"count\":1}");
    var reply = processor.run(command).map(RunResult::reply);
    Call call = calls.getFirst();
    assertFalse(call.isCancelled());

    processor.cancel(cancellationOf(command));

    assertNull(call.cancelled().await(20, SECONDS));
    assertTrue(call.isCancelled());
    work.fail(new CancellationException());
    assertCancelled(reply);
  }

  @Test
  void aHandlerThatGoesOnIsAnsweredAsItEnds() throws TimeoutException {
    var command = Commands.of("hold", "{\"count\":1}");
    var reply = processor.run(command).map(RunResult::reply);

    processor.cancel(cancellationOf(command));
    work.complete(Map.of("done", true));

    assertEquals("{\"done\":true}", reply.await(20, SECONDS).payload().data().toString());
  }

  @Test
  void aHandlerThatStopsUnaskedHasFailed() throws TimeoutException {
    var reply = processor.run(Commands.of("hold", "{\"count\":1}")).map(RunResult::reply);

    work.fail(new CancellationException());

    assertEquals(500, reply.await(20, SECONDS).status());
  }

  @Test
  void aHandlersOwnConflictIsNoCancellation() throws TimeoutException {
    var reply = processor.run(Commands.of("hold", "{\"count\":1}")).map(RunResult::reply);

    work.fail(new Rejection(Problem.named("cancelled", "The command was cancelled", 409, "Mine.")));

    assertFalse(reply.await(20, SECONDS).isCancelled());
  }

  @Test
  void onlyTheCommandsOwnIdMeansIt() throws TimeoutException {
    var command = Commands.of("hold", "{\"count\":1}");
    var wish = cancellationOf(command);
    var reply = processor.run(command).map(RunResult::reply);

    processor.cancel(
        new Cancellation(
            wish.id(),
            wish.invocation(),
            UUID.randomUUID(),
            wish.operation(),
            wish.source(),
            wish.key(),
            wish.time(),
            wish.expiry(),
            wish.trace()));

    assertFalse(calls.getFirst().isCancelled());
    work.complete(Map.of());
    assertNull(reply.await(20, SECONDS).status());
  }

  record Data(int count) {}

  /** Data whose reading is noticed. */
  record Heard(int heard) {

    private static volatile Runnable then = () -> {};

    Heard {
      then.run();
    }
  }

  private Handlers handlers() {
    var handlers = new Handlers(vertx);
    handlers.command(
        "hold",
        Data.class,
        (data, call) -> {
          calls.add(call);
          return work.future();
        });
    return handlers;
  }

  private static Cancellation cancellationOf(Command command) {
    return Cancellation.of(command, UUID.randomUUID(), command.time());
  }

  private static void assertCancelled(Future<Reply> answer) throws TimeoutException {
    var reply = answer.await(20, SECONDS);
    assertEquals(409, reply.status());
    assertTrue(reply.isCancelled());
    assertEquals("/problems/cancelled", reply.payload().data().toJsonObject().getString("type"));
  }
}
