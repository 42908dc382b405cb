package io.sluice.backbone.eventbus;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealCluster.gateway;
import static io.sluice.backbone.RealCluster.worker;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.backbone.RealCluster;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Outcome.Unanswered;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker node goes while it has a command. Each deadline is far beyond what a test waits. */
@ExtendWith(RealCluster.class)
final class EventBusLossTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private final String service = "service-" + UUID.randomUUID();
  private final Promise<Reply> held = Promise.promise();
  private final List<BusWorker> workers = new ArrayList<>();
  private final WorkerDirectory directory;

  EventBusLossTest() throws TimeoutException {
    directory = WorkerDirectory.start(gateway().vertx(), InstantSource.system()).await(20, SECONDS);
  }

  @AfterEach
  void leave() throws TimeoutException {
    for (BusWorker one : workers) {
      one.leave();
    }
    directory.stop().await(20, SECONDS);
  }

  @Test
  void aCommandThatMayRunAgainGoesToAnotherNodeAsTheSameCommand() throws TimeoutException {
    var lost = holding();
    var waiting = dispatchTo(lost, true);
    var other = join(BusWorker.answering(gateway(), service));

    directory.nodeLeft(worker().id());

    assertInstanceOf(Answered.class, waiting.await(20, SECONDS));
    assertEquals(lost.seen().getFirst().nextAttempt(), other.seen().getFirst());
  }

  @Test
  void aCommandThatMayRunOnceEndsAtOnceWithItsOutcomeUnknown() throws TimeoutException {
    var waiting = dispatchTo(holding(), false);
    var other = join(BusWorker.answering(gateway(), service));

    directory.nodeLeft(worker().id());

    assertEquals(Failure.OUTCOME_UNKNOWN, failure(waiting));
    assertEquals(List.of(), other.seen());
  }

  @Test
  void thatNobodyIsLeftDoesNotSayThatNothingRan() throws TimeoutException {
    var waiting = dispatchTo(holding(), true);

    directory.nodeLeft(worker().id());

    assertEquals(Failure.OUTCOME_UNKNOWN, failure(waiting));
  }

  @Test
  void aCommandThatLosesOneNodeAfterTheOtherIsGivenUp() throws TimeoutException {
    var lost = holding();
    var waiting = dispatchTo(lost, true);

    while (!waiting.isComplete()) {
      int had = lost.seen().size();
      directory.nodeLeft(worker().id());
      eventually("again or given up", () -> waiting.isComplete() || lost.seen().size() > had);
    }

    assertEquals(Failure.OUTCOME_UNKNOWN, failure(waiting));
  }

  @Test
  void aNodeThatFallsSilentLosesItsCommands() throws TimeoutException {
    var consumer =
        EventBusCommandConsumer.register(
                worker().vertx(), service, worker().id(), 9, command -> held.future())
            .await(20, SECONDS);
    var silent = new Announcement(worker().id(), service, Set.of("op"), 9, false);
    worker().vertx().eventBus().publish("sluice.announcements", silent.toJson());
    eventually("announced", () -> directory.hasWorker(service, "op"));
    Instant start = Instant.now();

    assertEquals(Failure.OUTCOME_UNKNOWN, failure(dispatch(false)));

    assertFalse(Instant.now().isBefore(start.plusSeconds(2)), "too early");
    consumer.unregister().await(20, SECONDS);
  }

  @Test
  void aGatewayThatWasHeldUpBlamesNoWorker() throws TimeoutException {
    var ahead = new AtomicReference<>(Duration.ZERO);
    var later =
        WorkerDirectory.start(gateway().vertx(), () -> Instant.now().plus(ahead.get()))
            .await(20, SECONDS);
    try {
      workers.add(BusWorker.answering(worker(), service));
      eventually("announced", () -> later.hasWorker(service, "op"));
      var node = later.candidates(service, "op").getFirst();
      var call = node.hold(gateway().vertx().getOrCreateContext());

      ahead.set(Duration.ofMinutes(1));
      eventually("looked at since", () -> !node.isSilentSince(Instant.now().plusSeconds(30)));
      ahead.set(Duration.ZERO);
      eventually("looked at again", () -> node.isSilentSince(Instant.now().plusSeconds(30)));

      assertEquals(List.of(node), later.candidates(service, "op"));
      assertFalse(call.answer().isComplete());
    } finally {
      later.stop().await(20, SECONDS);
    }
  }

  @Test
  void aNodeThatLeavesEndsWhatItHas() throws TimeoutException {
    var leaving = holding();
    var waiting = dispatchTo(leaving, false);

    leaving.announcer().stop().await(20, SECONDS);
    assertFalse(directory.hasWorker(service, "op"));
    held.complete(Samples.answerTo(leaving.seen().getFirst(), "w"));

    assertInstanceOf(Answered.class, waiting.await(20, SECONDS));
  }

  @Test
  void aReplyAfterTheLossIsDroppedAndCounted() throws TimeoutException {
    var lost = holding();
    var waiting = dispatchTo(lost, false);
    directory.nodeLeft(worker().id());
    assertEquals(Failure.OUTCOME_UNKNOWN, failure(waiting));

    held.complete(Samples.answerTo(lost.seen().getFirst(), "w"));

    eventually("counted", () -> directory.unmatched() == 1);
  }

  /** A node that takes commands and does not answer. */
  private BusWorker holding() throws TimeoutException {
    return join(BusWorker.open(worker(), service, 9, command -> held.future()));
  }

  private BusWorker join(BusWorker worker) {
    workers.add(worker);
    eventually("announced", () -> directory.candidates(service, "op").size() == workers.size());
    return worker;
  }

  private Future<Outcome> dispatchTo(BusWorker worker, boolean mayRunAgain) {
    Future<Outcome> waiting = dispatch(mayRunAgain);
    eventually("received", () -> worker.seen().size() == 1);
    return waiting;
  }

  private Future<Outcome> dispatch(boolean mayRunAgain) {
    var dispatcher =
        new EventBusDispatcher(
            gateway().vertx(), InstantSource.system(), directory, service, mayRunAgain);
    return dispatcher.dispatch(Samples.fresh("op", null, LONG));
  }

  private static Failure failure(Future<Outcome> waiting) throws TimeoutException {
    return assertInstanceOf(Unanswered.class, waiting.await(20, SECONDS)).failure();
  }
}
