package io.sluice.backbone.dispatch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Outcome.Unanswered;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class PendingCallsTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private static final Vertx vertx = Vertx.vertx();

  private final PendingCalls calls = new PendingCalls(vertx, InstantSource.system(), 10);

  @AfterAll
  static void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void aReplyThatIsFasterThanTheSendItselfIsTaken() throws TimeoutException {
    var command = Samples.fresh("op");
    var reply = Samples.answerTo(command, "w");

    var outcome =
        calls.await(
            command,
            () -> {
              calls.complete(reply);
              return Promise.<Void>promise().future();
            });

    assertSame(reply, answered(outcome).reply());
    assertEquals(0, calls.size());
  }

  @Test
  void theReplyCompletesTheCallOnItsOwnContext() throws TimeoutException {
    Context context = vertx.getOrCreateContext();
    var command = Samples.fresh("op");
    Promise<Void> sent = Promise.promise();
    Promise<Context> completedOn = Promise.promise();
    context.runOnContext(
        ignored ->
            calls
                .await(
                    command,
                    () -> {
                      sent.complete();
                      return sent.future();
                    })
                .onComplete(ended -> completedOn.complete(Vertx.currentContext())));
    sent.future().await(20, SECONDS);

    calls.complete(Samples.answerTo(command, "w"));

    assertSame(context, completedOn.future().await(20, SECONDS));
    assertEquals(0, calls.unmatched());
  }

  @Test
  void aSecondReplyIsCountedAndDropped() throws TimeoutException {
    var command = Samples.fresh("op");
    var first = Samples.answerTo(command, "first");
    var outcome = calls.await(command, PendingCallsTest::sent);

    calls.complete(first);
    calls.complete(Samples.answerTo(command, "second"));

    assertSame(first, answered(outcome).reply());
    assertEquals(1, calls.unmatched());
  }

  @Test
  void aReplyToAnotherCommandOfTheInvocationIsCountedAndDropped() {
    var command = Samples.fresh("op");
    var outcome = calls.await(command, PendingCallsTest::sent);

    calls.complete(withCausation(Samples.answerTo(command, "w"), UUID.randomUUID()));

    assertEquals(1, calls.mismatched());
    assertEquals(0, calls.unmatched());
    assertEquals(1, calls.size());
    assertFalse(outcome.isComplete());
  }

  @Test
  void aReplyToAnUnknownInvocationIsCountedAndDropped() {
    calls.complete(Samples.answerTo(Samples.fresh("op"), "w"));

    assertEquals(1, calls.unmatched());
  }

  @Test
  void withoutAReplyTheCallEndsAtItsDeadline() throws TimeoutException {
    var command = Samples.fresh("op", null, SHORT);

    var outcome = calls.await(command, PendingCallsTest::sent);

    assertEquals(Failure.TIMED_OUT, unanswered(outcome).failure());
    assertFalse(Instant.now().isBefore(command.expiry().at().minusMillis(5)), "ended too early");
    assertEquals(0, calls.size());
  }

  @Test
  void aReplyAfterTheDeadlineIsCountedAndDropped() throws TimeoutException {
    var command = Samples.fresh("op", null, SHORT);
    var outcome = calls.await(command, PendingCallsTest::sent);
    assertEquals(Failure.TIMED_OUT, unanswered(outcome).failure());

    calls.complete(Samples.answerTo(command, "late"));

    assertEquals(1, calls.unmatched());
  }

  @Test
  void aCommandWhoseDeadlineHasPassedIsNotSent() throws TimeoutException {
    var sent = new AtomicInteger();
    var command = Samples.fresh("op", null, Duration.ZERO);

    var outcome = calls.await(command, counting(sent));

    assertEquals(Failure.TIMED_OUT, unanswered(outcome).failure());
    assertEquals(0, sent.get());
  }

  @Test
  void oneCallAboveTheLimitIsRefusedAndNotSent() throws TimeoutException {
    IntStream.range(0, 10)
        .forEach(i -> assertFalse(await(Samples.fresh("op")).isComplete(), "call " + i));
    var sent = new AtomicInteger();

    var refused = calls.await(Samples.fresh("op"), counting(sent));

    assertEquals(Failure.OVERLOADED, unanswered(refused).failure());
    assertEquals(0, sent.get());
    assertEquals(10, calls.size());
  }

  @Test
  void anEndedCallGivesItsPlaceBack() throws TimeoutException {
    var narrow = new PendingCalls(vertx, InstantSource.system(), 1);
    for (int i = 0; i < 3; i++) {
      var command = Samples.fresh("op");
      var outcome = narrow.await(command, PendingCallsTest::sent);
      narrow.complete(Samples.answerTo(command, "w"));
      assertEquals(command.id(), answered(outcome).reply().causation());
    }
  }

  @Test
  void whatWasNotSentEndsAtOnceWithItsReason() throws TimeoutException {
    var outcome =
        calls.await(
            Samples.fresh("op"),
            () ->
                Future.failedFuture(
                    new NotSentException(Failure.BACKBONE_UNAVAILABLE, "Not now.")));

    assertEquals(new Unanswered(Failure.BACKBONE_UNAVAILABLE, "Not now."), unanswered(outcome));
    assertEquals(0, calls.size());
  }

  @Test
  void aSendOfUnknownOutcomeStillTakesItsReply() throws TimeoutException {
    var command = Samples.fresh("op");
    var reply = Samples.answerTo(command, "w");

    var outcome =
        calls.await(command, () -> Future.failedFuture(new IllegalStateException("no answer")));
    calls.complete(reply);

    assertSame(reply, answered(outcome).reply());
  }

  @Test
  void aSendOfUnknownOutcomeOtherwiseWaitsForTheDeadline() throws TimeoutException {
    var command = Samples.fresh("op", null, SHORT);

    var outcome =
        calls.await(command, () -> Future.failedFuture(new IllegalStateException("no answer")));

    assertFalse(outcome.isComplete());
    assertEquals(Failure.TIMED_OUT, unanswered(outcome).failure());
  }

  @Test
  void twoCallsOfOneInvocationBothEnd() throws TimeoutException {
    var command = Samples.fresh("op", null, SHORT);
    var earlier = calls.await(command, PendingCallsTest::sent);
    var later = calls.await(command, PendingCallsTest::sent);

    calls.complete(Samples.answerTo(command, "w"));

    assertEquals("w", worker(answered(later).reply()));
    assertEquals(Failure.TIMED_OUT, unanswered(earlier).failure());
    assertEquals(0, calls.size());
  }

  @Test
  void aSendThatThrowsIsOneOfUnknownOutcome() throws TimeoutException {
    var command = Samples.fresh("op", null, SHORT);

    var outcome =
        calls.await(
            command,
            () -> {
              throw new IllegalArgumentException("cannot be written");
            });

    assertEquals(Failure.TIMED_OUT, unanswered(outcome).failure());
    assertEquals(0, calls.size());
  }

  @Test
  void repliesFromManyThreadsEndEachCallOnce() throws Exception {
    var many = new PendingCalls(vertx, InstantSource.system(), 1_000);
    List<Command> commands = IntStream.range(0, 1_000).mapToObj(i -> Samples.fresh("op")).toList();
    List<Future<Outcome>> outcomes =
        commands.stream().map(one -> many.await(one, PendingCallsTest::sent)).toList();

    var threads =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    Thread.ofPlatform()
                        .start(
                            () ->
                                commands.forEach(one -> many.complete(Samples.answerTo(one, "w")))))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    assertTrue(Future.all(outcomes).await(20, SECONDS).succeeded());
    assertEquals(3_000, many.unmatched());
    assertEquals(0, many.size());
  }

  private Future<Outcome> await(Command command) {
    return calls.await(command, PendingCallsTest::sent);
  }

  private static Supplier<Future<Void>> counting(AtomicInteger sent) {
    return () -> {
      sent.incrementAndGet();
      return sent();
    };
  }

  private static Future<Void> sent() {
    return Future.succeededFuture();
  }

  private static String worker(Reply reply) {
    return reply.payload().data().toJsonObject().getString("worker");
  }

  private static Reply withCausation(Reply reply, UUID causation) {
    return new Reply(
        reply.id(),
        reply.invocation(),
        causation,
        reply.operation(),
        reply.source(),
        reply.key(),
        reply.started(),
        reply.time(),
        reply.attempt(),
        reply.status(),
        reply.trace(),
        reply.payload());
  }

  private static Answered answered(Future<Outcome> outcome) throws TimeoutException {
    return assertInstanceOf(Answered.class, outcome.await(20, SECONDS));
  }

  private static Unanswered unanswered(Future<Outcome> outcome) throws TimeoutException {
    return assertInstanceOf(Unanswered.class, outcome.await(20, SECONDS));
  }
}
