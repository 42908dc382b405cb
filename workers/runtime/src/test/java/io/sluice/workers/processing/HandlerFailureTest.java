package io.sluice.workers.processing;

import static io.sluice.workers.processing.ProblemReplies.assertFailed;
import static io.sluice.workers.processing.ProblemReplies.assertProblem;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.handler.CommandFunction;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong in a handler, its caller gets an answer, and nothing internal. */
final class HandlerFailureTest {

  private static final Vertx vertx = Vertx.vertx();

  private final Handlers handlers = new Handlers(vertx);

  @AfterAll
  static void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  record Order(String item, int count) {}

  @Test
  void aRejectionThatCannotBeWrittenIsAFailure() throws TimeoutException {
    var problem = Problem.named("x", "x", 409, "x").with("self", new Object());
    on((order, call) -> Future.failedFuture(new Rejection(problem)));

    assertFailed(handle(Commands.of("op", "{\"count\":1}")));
  }

  @Test
  void whatAHandlerThrowsStaysInside() throws TimeoutException {
    for (Throwable thrown :
        List.of(
            new IllegalStateException("secret"),
            new AssertionError("secret"),
            new StackOverflowError("secret"),
            new NoClassDefFoundError("secret"))) {
      var own = new Handlers(vertx);
      own.command("op", Order.class, (order, call) -> raise(thrown));
      own.blocking("blocking", Order.class, (order, call) -> raise(thrown));
      own.command("failing", Order.class, (order, call) -> Future.failedFuture(thrown));
      var throwing =
          new CommandProcessor(own, "/w", InstantSource.system(), Duration.ofSeconds(20));
      for (String operation : List.of("op", "blocking", "failing")) {
        assertFailed(
            throwing
                .run(Commands.of(operation, "{\"count\":1}"))
                .map(RunResult::reply)
                .await(20, SECONDS));
      }
    }
  }

  @Test
  void aHandlerThatReturnsNoFutureHasFailed() throws TimeoutException {
    on((order, call) -> nothing());

    assertFailed(handle(Commands.of("op", "{\"count\":1}")));
  }

  @Test
  void aResultThatCannotBeWrittenIsAFailure() throws TimeoutException {
    on((order, call) -> Future.succeededFuture(new Object()));

    assertFailed(handle(Commands.of("op", "{\"count\":1}")));
  }

  @Test
  void aHandlerThatIsNotDoneWithinItsBoundIsAnsweredFor() throws TimeoutException {
    on((order, call) -> Promise.promise().future());

    var reply =
        boundBy(Duration.ofMillis(50))
            .run(Commands.of("op", "{\"count\":1}"))
            .map(RunResult::reply)
            .await(20, SECONDS);

    assertFailed(reply);
  }

  @Test
  void unreadableDataIsAProblem() throws TimeoutException {
    on((order, call) -> Future.succeededFuture(Map.of()));

    assertProblem(422, "/problems/unreadable-data", handle(Commands.of("op", "[]")));
  }

  private CommandProcessor boundBy(Duration bound) {
    return new CommandProcessor(handlers, "/worker/shop/node", InstantSource.system(), bound);
  }

  private void on(CommandFunction<Order> function) {
    handlers.command("op", Order.class, function);
  }

  private Reply handle(Command command) throws TimeoutException {
    return boundBy(Duration.ofSeconds(20)).run(command).map(RunResult::reply).await(20, SECONDS);
  }

  private static Future<?> raise(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  /** What a handler in code without null checks may do. */
  @SuppressWarnings("NullAway") // The promise that it breaks is the subject.
  private static Future<?> nothing() {
    return null;
  }
}
