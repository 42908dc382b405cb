package io.sluice.backbone.dispatch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Calls whose commands outlive them. */
final class ShorterWaitTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private static final Vertx vertx = Vertx.vertx();

  private final PendingCalls calls = new PendingCalls(vertx, InstantSource.system(), 10);

  @AfterAll
  static void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void aCallMayEndBeforeItsCommandExpires() throws TimeoutException {
    var command = Samples.fresh("op", null, Duration.ofHours(24));

    var outcome = calls.await(command, Deadline.after(SHORT, Instant.now()), ShorterWaitTest::sent);

    assertEquals(Failure.TIMED_OUT, failure(outcome));
    assertEquals(0, calls.size());
  }

  @Test
  void aCallWhoseWaitIsOverIsNotSentAlthoughItsCommandIsWanted() throws TimeoutException {
    var sent = new AtomicInteger();
    var over = Deadline.after(Duration.ZERO, Instant.now());

    var outcome =
        calls.await(
            Samples.fresh("op"),
            over,
            () -> {
              sent.incrementAndGet();
              return sent();
            });

    assertEquals(Failure.TIMED_OUT, failure(outcome));
    assertEquals(0, sent.get());
  }

  @Test
  void whetherAReplyHasEndedACallIsTold() {
    var command = Samples.fresh("op");
    var outcome = calls.await(command, ShorterWaitTest::sent);

    assertFalse(calls.tryComplete(Samples.answerTo(Samples.fresh("op"), "another")));
    assertTrue(calls.tryComplete(Samples.answerTo(command, "first")));
    assertFalse(calls.tryComplete(Samples.answerTo(command, "second")));
    assertFalse(outcome.failed());
  }

  private static Future<Void> sent() {
    return Future.succeededFuture();
  }

  private static Failure failure(Future<Outcome> outcome) throws TimeoutException {
    return assertInstanceOf(Outcome.Unanswered.class, outcome.await(20, SECONDS)).failure();
  }
}
