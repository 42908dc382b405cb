package io.sluice.backbone.eventbus;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealCluster.gateway;
import static io.sluice.backbone.RealCluster.worker;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealCluster;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Outcome.Unanswered;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealCluster.class)
final class EventBusCallTest {

  private static final Duration SHORT = Duration.ofMillis(500);

  private final String service = "service-" + UUID.randomUUID();
  private final List<BusWorker> workers = new ArrayList<>();
  private final WorkerDirectory directory;
  private final EventBusDispatcher dispatcher;

  EventBusCallTest() throws TimeoutException {
    var vertx = gateway().vertx();
    directory = WorkerDirectory.start(vertx, InstantSource.system()).await(20, SECONDS);
    dispatcher = new EventBusDispatcher(vertx, InstantSource.system(), directory, service, false);
  }

  @BeforeEach
  void nobodyIsThere() {
    assertFalse(directory.hasWorker(service, "op"));
  }

  @AfterEach
  void leave() throws TimeoutException {
    for (BusWorker one : workers) {
      one.leave();
    }
    directory.stop().await(20, SECONDS);
  }

  @Test
  void anAnnouncedWorkerGetsTheCommandAndReplies() throws TimeoutException {
    var busWorker = BusWorker.answering(worker(), service);
    join(busWorker);
    var command = Samples.fresh("op", "key", Duration.ofSeconds(20));

    var reply = assertInstanceOf(Answered.class, outcome(command)).reply();

    assertEquals(command.id(), reply.causation());
    assertEquals(worker().id(), workerOf(reply));
    assertEquals(List.of(command), busWorker.seen());
  }

  @Test
  void aWorkerThatWasThereBeforeTheGatewayIsFound() throws TimeoutException {
    join(BusWorker.answering(worker(), service));
    var later = WorkerDirectory.start(gateway().vertx(), InstantSource.system()).await(20, SECONDS);

    eventually("the roll call is answered", () -> later.hasWorker(service, "op"));
    later.stop().await(20, SECONDS);
  }

  @Test
  void withoutAWorkerTheCallEndsAtOnce() throws TimeoutException {
    assertEquals(Failure.NO_WORKER, failure(Samples.fresh("op")));
  }

  @Test
  void anOperationThatNoWorkerNamesIsUnknown() throws TimeoutException {
    join(BusWorker.answering(worker(), service));

    assertEquals(Failure.UNKNOWN_OPERATION, failure(Samples.fresh("another")));
  }

  @Test
  void aWorkerThatLeavesIsMissedAtOnce() throws TimeoutException {
    var busWorker = BusWorker.answering(worker(), service);
    eventually("announced", () -> directory.hasWorker(service, "op"));

    busWorker.leave();
    eventually("gone", () -> !directory.hasWorker(service, "op"));

    assertEquals(Failure.NO_WORKER, failure(Samples.fresh("op")));
  }

  @Test
  void aWorkerThatIsAnnouncedButDoesNotListenIsNoWorker() throws TimeoutException {
    var announcement = new Announcement("no-such-node", service, Set.of("op"), 1, false);
    var announcer = Announcer.start(worker().vertx(), announcement).await(20, SECONDS);
    eventually("announced", () -> directory.hasWorker(service, "op"));

    assertEquals(Failure.NO_WORKER, failure(Samples.fresh("op")));
    announcer.stop().await(20, SECONDS);
  }

  @Test
  void aNodeThatLeftTheClusterIsTakenOut() throws TimeoutException {
    join(BusWorker.answering(worker(), service));

    directory.nodeLeft(worker().id());

    assertFalse(directory.hasWorker(service, "op"));
  }

  @Test
  void aSilentNodeIsTakenOutAfterThreeSeconds() throws TimeoutException {
    var silent = new Announcement(worker().id(), service, Set.of("op"), 1, false);
    Instant announced = Instant.now();
    worker().vertx().eventBus().publish("sluice.announcements", silent.toJson());
    eventually("announced", () -> directory.hasWorker(service, "op"));

    eventually("taken out", () -> !directory.hasWorker(service, "op"));

    assertFalse(Instant.now().isBefore(announced.plusSeconds(3)), "too early");
  }

  @Test
  void aWorkerAtItsCapacityIsGivenNoMore() throws TimeoutException {
    Promise<Reply> held = Promise.promise();
    join(BusWorker.open(worker(), service, 1, command -> held.future()));
    var first = Samples.fresh("op");
    Future<Outcome> waiting = dispatcher.dispatch(first);

    assertEquals(Failure.OVERLOADED, failure(Samples.fresh("op")));

    held.complete(Samples.answerTo(first, "w"));
    assertInstanceOf(Answered.class, waiting.await(20, SECONDS));
  }

  @Test
  void aWorkerThatAnotherGatewayHasFilledTakesNoMore() throws TimeoutException {
    Promise<Reply> held = Promise.promise();
    var busWorker = BusWorker.open(worker(), service, 1, command -> held.future());
    join(busWorker);
    var other = WorkerDirectory.start(gateway().vertx(), InstantSource.system()).await(20, SECONDS);
    eventually("announced", () -> other.hasWorker(service, "op"));
    var first = Samples.fresh("op");
    Future<Outcome> waiting =
        new EventBusDispatcher(gateway().vertx(), InstantSource.system(), other, service, false)
            .dispatch(first);
    eventually("taken", () -> busWorker.seen().size() == 1);

    assertEquals(Failure.OVERLOADED, failure(Samples.fresh("op")));

    assertEquals(List.of(first), busWorker.seen());
    held.complete(Samples.answerTo(first, "w"));
    assertInstanceOf(Answered.class, waiting.await(20, SECONDS));
    other.stop().await(20, SECONDS);
  }

  @Test
  void aPlaceIsFreeAgainAfterEachEnd() throws TimeoutException {
    join(
        BusWorker.open(
            worker(),
            service,
            1,
            command -> Future.succeededFuture(Samples.answerTo(command, "w"))));

    for (int i = 0; i < 5; i++) {
      assertInstanceOf(Answered.class, outcome(Samples.fresh("op")));
    }
  }

  @Test
  void withoutAnAnswerTheCallEndsAtItsDeadline() throws TimeoutException {
    join(BusWorker.open(worker(), service, 9, command -> Promise.<Reply>promise().future()));
    var command = Samples.fresh("op", null, SHORT);

    assertEquals(Failure.TIMED_OUT, failure(command));

    assertFalse(Instant.now().isBefore(command.expiry().at().minusMillis(5)), "too early");
    assertTrue(Instant.now().isBefore(command.expiry().at().plusSeconds(10)), "the bus's 30 s");
  }

  @Test
  void aCommandWhoseDeadlineHasPassedIsNotSent() throws TimeoutException {
    var busWorker = BusWorker.answering(worker(), service);
    join(busWorker);

    assertEquals(Failure.TIMED_OUT, failure(Samples.fresh("op", null, Duration.ZERO)));

    assertEquals(List.of(), busWorker.seen());
  }

  @Test
  void aReplyToAnotherCommandIsNotTaken() throws TimeoutException {
    join(
        BusWorker.open(
            worker(),
            service,
            9,
            command -> Future.succeededFuture(Samples.answerTo(Samples.fresh("op"), "w"))));

    assertEquals(Failure.OUTCOME_UNKNOWN, failure(Samples.fresh("op")));
  }

  @Test
  void aHandlerThatBreaksItsPromiseEndsTheCallAtOnce() throws TimeoutException {
    join(
        BusWorker.open(
            worker(),
            service,
            9,
            command -> {
              throw new IllegalStateException("broken");
            }));

    assertEquals(Failure.OUTCOME_UNKNOWN, failure(Samples.fresh("op")));
  }

  @Test
  void whatIsNoCommandIsAnsweredWithAFailure() throws TimeoutException {
    join(BusWorker.answering(worker(), service));
    String address = BusAddress.of(service, worker().id());

    var answer =
        gateway()
            .vertx()
            .eventBus()
            .request(address, Buffer.buffer("{}"), new DeliveryOptions().setSendTimeout(20_000))
            .<String>map(message -> "answered")
            .otherwise(failure -> String.valueOf(failure.getMessage()))
            .await(20, SECONDS);

    assertEquals("no command: attribute specversion is missing", answer);
  }

  private void join(BusWorker busWorker) {
    workers.add(busWorker);
    eventually("announced", () -> directory.hasWorker(service, "op"));
  }

  private Outcome outcome(Command command) throws TimeoutException {
    return dispatcher.dispatch(command).await(20, SECONDS);
  }

  private Failure failure(Command command) throws TimeoutException {
    return assertInstanceOf(Unanswered.class, outcome(command)).failure();
  }

  private static String workerOf(Reply reply) {
    return reply.payload().data().toJsonObject().getString("worker");
  }
}
