package io.sluice.backbone.eventbus;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Unanswered;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each command of an operation to the worker node with the least outstanding work, and waits
 * for the bus's reply until the command's deadline.
 *
 * <p>When the node is lost meanwhile, the call does not wait on: the same command goes to another
 * node where it may run twice, and ends with its outcome unknown where it may not.
 */
public final class EventBusDispatcher implements Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(EventBusDispatcher.class);

  /** A command whose workers die one after the other may be what kills them. */
  private static final int MOST_ATTEMPTS = 3;

  private final Map<UUID, HeldCall> waiting = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final InstantSource clock;
  private final WorkerDirectory directory;
  private final String service;
  private final boolean mayRunAgain;

  /**
   * The way to the workers of one service.
   *
   * @param mayRunAgain whether a command whose worker is lost goes to another one
   */
  public EventBusDispatcher(
      Vertx vertx,
      InstantSource clock,
      WorkerDirectory directory,
      String service,
      boolean mayRunAgain) {
    this.vertx = vertx;
    this.clock = clock;
    this.directory = directory;
    this.service = service;
    this.mayRunAgain = mayRunAgain;
  }

  @Override
  public Future<Outcome> dispatch(Command command) {
    var candidates = directory.candidates(service, command.operation());
    if (candidates.isEmpty()) {
      return Future.succeededFuture(nobody());
    }
    return tryNext(command, candidates.iterator());
  }

  @Override
  public void cancel(Command command) {
    HeldCall call = waiting.get(command.id());
    if (call != null) {
      call.cancel();
    }
  }

  /** As over Kafka, where a worker of the service says that it does not know the operation. */
  private Outcome nobody() {
    return directory.serves(service)
        ? new Unanswered(Failure.UNKNOWN_OPERATION, "No worker of the service has this operation.")
        : new Unanswered(Failure.NO_WORKER, "No worker of the service is there at the moment.");
  }

  private Future<Outcome> tryNext(Command command, Iterator<WorkerNode> candidates) {
    while (candidates.hasNext()) {
      WorkerNode node = candidates.next();
      if (node.tryAcquire()) {
        HeldCall call = node.hold(vertx.getOrCreateContext());
        waiting.put(command.id(), call);
        // Composed, so that a send that throws gives the place back too.
        return Future.succeededFuture(call)
            .compose(held -> send(command, node, held))
            .onComplete(ended -> release(command, node, call))
            .recover(failure -> onFailure(command, node, candidates, failure));
      }
    }
    return Future.succeededFuture(
        new Unanswered(Failure.OVERLOADED, "Every worker has as much in hand as it takes."));
  }

  private void release(Command command, WorkerNode node, HeldCall call) {
    waiting.remove(command.id(), call);
    call.placeFree().onComplete(free -> node.release(call));
  }

  private Future<Outcome> send(Command command, WorkerNode node, HeldCall call) {
    long millis = command.expiry().remaining(clock).toMillis();
    if (millis <= 0) {
      return Future.succeededFuture(timedOut());
    }
    var options =
        new DeliveryOptions()
            .setSendTimeout(millis)
            .setHeaders(BusWireForm.headers(command, command.payload()));
    node.ejection().sent(clock.instant());
    vertx
        .eventBus()
        .request(node.address(), command.payload().data(), options)
        .onSuccess(message -> end(call, message))
        .onFailure(call::fail)
        .onComplete(settled -> call.settle());
    return call.answer()
        .map(message -> answer(command, message))
        .onSuccess(answered -> node.ejection().answered());
  }

  private void end(HeldCall call, Message<Object> message) {
    if (!call.tryEnd(message)) {
      directory.countUnmatched();
    }
  }

  private Outcome answer(Command command, Message<Object> message) {
    var read = MessageReader.readAnswer(BusWireForm.read(message.headers(), message.body()));
    if (read instanceof Reply reply && reply.causation().equals(command.id())) {
      return new Outcome.Answered(reply, clock.instant());
    }
    throw new MalformedMessageException("the answer is no reply to the command");
  }

  /** A node without a listener never saw the command; any other failure leaves that open. */
  private Future<Outcome> onFailure(
      Command command, WorkerNode node, Iterator<WorkerNode> candidates, Throwable failure) {
    if (failure instanceof WorkerLostException) {
      return onLoss(command);
    }
    if (failure instanceof CallCancelledException) {
      node.ejection().withdrawn();
      return Future.succeededFuture(new Unanswered(Failure.CANCELLED, "The caller has gone away."));
    }
    if (isBusy(failure)) {
      node.ejection().answered();
      return tryNext(command, candidates);
    }
    ReplyFailure kind = failure instanceof ReplyException e ? e.failureType() : ReplyFailure.ERROR;
    return switch (kind) {
      case TIMEOUT -> {
        countFailure(node);
        yield Future.succeededFuture(timedOut());
      }
      case NO_HANDLERS -> {
        directory.drop(node);
        yield candidates.hasNext()
            ? tryNext(command, candidates)
            : Future.succeededFuture(
                new Unanswered(Failure.NO_WORKER, "The worker of this operation has just left."));
      }
      case RECIPIENT_FAILURE, ERROR -> {
        countFailure(node);
        CallLog.about(log.atWarn(), command)
            .addKeyValue("worker", node.address())
            .addKeyValue("reason", failure.toString())
            .log("command not answered");
        yield Future.succeededFuture(unknown());
      }
    };
  }

  /** Other gateways have filled it; it did not take the command. */
  private static boolean isBusy(Throwable failure) {
    return failure instanceof ReplyException e && e.failureCode() == EventBusCommandConsumer.BUSY;
  }

  private void countFailure(WorkerNode node) {
    if (node.ejection().failed(clock.instant())) {
      log.atWarn().addKeyValue("worker", node.address()).log("worker does not answer: kept out");
    }
  }

  private Future<Outcome> onLoss(Command command) {
    boolean isOver = command.expiry().isPast(clock) || command.attempt() >= MOST_ATTEMPTS;
    return mayRunAgain && !isOver
        ? dispatch(command.nextAttempt()).map(EventBusDispatcher::afterLoss)
        : Future.succeededFuture(unknown());
  }

  /** That the next worker did not take it says nothing of the one before. */
  private static Outcome afterLoss(Outcome outcome) {
    return outcome instanceof Unanswered none && !none.failure().mayHaveRun() ? unknown() : outcome;
  }

  private static Outcome unknown() {
    return new Unanswered(
        Failure.OUTCOME_UNKNOWN, "The worker was lost; whether the operation ran is not known.");
  }

  private static Outcome timedOut() {
    return new Unanswered(
        Failure.TIMED_OUT, "No reply came in time; whether the operation ran is not known.");
  }
}
