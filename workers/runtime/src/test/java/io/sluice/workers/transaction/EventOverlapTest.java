package io.sluice.workers.transaction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.TraceContext;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.handler.StreamEvent;
import io.sluice.workers.inbox.Place;
import io.sluice.workers.transaction.AccountWorker.JsonInput;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes have the same key, as after a hand-over that one of them has slept through. */
@ExtendWith(RealDatabase.class)
final class EventOverlapTest {

  private final String service = RealDatabase.newService();
  private final List<String> runs = new CopyOnWriteArrayList<>();
  private final AccountNode late = node();
  private final AccountNode next = node();

  EventOverlapTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    late.close();
    next.close();
  }

  @Test
  void theSameEventOnBothIsRunOnce() throws Exception {
    assertRunOnce(event(1L));
  }

  @Test
  void theSameEventWithoutASequenceOnBothIsRunOnce() throws Exception {
    assertRunOnce(event(null));
  }

  @Test
  void theNextEventWaitsForTheOneThatIsStillRunning() throws Exception {
    Promise<Void> held = Promise.promise();
    Future<Void> first = pay(late, event(1L), "first", held.future());
    next.awaitIdleInTransaction();
    Future<Void> second = pay(next, event(2L), "second", Future.succeededFuture());
    next.awaitLocked(1);
    assertEquals(List.of("first"), runs);

    held.complete();

    first.await(30, SECONDS);
    second.await(30, SECONDS);
    assertEquals(List.of("first", "second"), runs);
    assertEquals(2, next.balance("a"));
  }

  @Test
  void whatIsBelowThePositionIsNotRunUnlessItWasGivenUp() throws Exception {
    StreamEvent givenUp = event(2L);
    pay(late, event(1L), "1", Future.succeededFuture()).await(30, SECONDS);
    late.events().giveUp(givenUp).await(30, SECONDS);
    pay(late, event(3L), "3", Future.succeededFuture()).await(30, SECONDS);
    assertEquals(Place.GIVEN_UP, next.events().find(givenUp).await(30, SECONDS));

    pay(next, event(1L), "1 again", Future.succeededFuture()).await(30, SECONDS);
    pay(next, givenUp, "2", Future.succeededFuture()).await(30, SECONDS);
    pay(next, givenUp, "2 again", Future.succeededFuture()).await(30, SECONDS);

    assertEquals(List.of("1", "3", "2"), runs);
    assertEquals(Place.REPEATED, next.events().find(givenUp).await(30, SECONDS));
    assertEquals(Place.NEXT, next.events().find(event(4L)).await(30, SECONDS));
    assertEquals(Place.AFTER_A_GAP, next.events().find(event(5L)).await(30, SECONDS));
  }

  private void assertRunOnce(StreamEvent event) throws Exception {
    Promise<Void> held = Promise.promise();
    Future<Void> first = pay(late, event, "late", held.future());
    next.awaitIdleInTransaction();
    Future<Void> second = pay(next, event, "next", Future.succeededFuture());
    next.awaitLocked(1);

    held.complete();

    first.await(30, SECONDS);
    second.await(30, SECONDS);
    assertEquals(List.of("late"), runs);
    assertEquals(1, next.balance("a"));
  }

  private Future<Void> pay(AccountNode node, StreamEvent event, String run, Future<Void> until) {
    return node.events()
        .run(
            event,
            transaction -> {
              runs.add(run);
              return Accounts.add(transaction, new JsonInput("a", 1)).compose(paid -> until);
            });
  }

  private static StreamEvent event(@Nullable Long sequence) {
    var event =
        new Event(
            UUID.randomUUID(),
            "Paid",
            "/service/test",
            "a",
            Instant.EPOCH,
            null,
            null,
            sequence,
            TraceContext.start(),
            Payload.json(Buffer.buffer("{}")));
    return new StreamEvent(
        "paid.events", event, (same, work) -> Future.failedFuture("not by its handler"));
  }

  private AccountNode node() throws Exception {
    return new AccountNode(
        new AccountWorker(service, "nowhere"),
        "nowhere",
        (event, stream) -> Future.failedFuture("no events"));
  }
}
