package io.sluice.backbone.dispatch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Outcome.Unanswered;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Calls that wait for a reply, and nobody waits for them. */
final class CancelledCallTest {

  private static final Vertx vertx = Vertx.vertx();

  private final PendingCalls calls = new PendingCalls(vertx, InstantSource.system(), 10);

  @AfterAll
  static void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void aCancelledCallEndsAtOnceAndGivesItsPlaceBack() throws TimeoutException {
    var command = Samples.fresh("op");
    var outcome = await(command);

    calls.cancel(command);

    assertEquals(Failure.CANCELLED, failure(outcome));
    assertEquals(0, calls.size());
    calls.complete(Samples.answerTo(command, "late"));
    assertEquals(1, calls.unmatched());
  }

  @Test
  void aCallThatHasEndedIsNotCancelled() throws TimeoutException {
    var command = Samples.fresh("op");
    var reply = Samples.answerTo(command, "w");
    var outcome = await(command);
    calls.complete(reply);

    calls.cancel(command);

    var answered = assertInstanceOf(Answered.class, outcome.await(20, SECONDS));
    assertEquals(reply, answered.reply());
    assertEquals(0, calls.size());
  }

  @Test
  void onlyItsOwnCommandIsCancelled() {
    var command = Samples.fresh("op");
    var outcome = await(command);

    calls.cancel(Samples.fresh("op"));
    calls.cancel(withId(command, UUID.randomUUID()));

    assertFalse(outcome.isComplete());
    assertEquals(1, calls.size());
  }

  private Future<Outcome> await(Command command) {
    return calls.await(command, () -> Future.succeededFuture());
  }

  private static Failure failure(Future<Outcome> outcome) throws TimeoutException {
    return assertInstanceOf(Unanswered.class, outcome.await(20, SECONDS)).failure();
  }

  private static Command withId(Command command, UUID id) {
    return new Command(
        id,
        command.invocation(),
        command.operation(),
        command.source(),
        command.key(),
        command.time(),
        command.expiry(),
        command.replyTo(),
        command.recorded(),
        command.attempt(),
        command.caller(),
        command.trace(),
        command.payload());
  }
}
