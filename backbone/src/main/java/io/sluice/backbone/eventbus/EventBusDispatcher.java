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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each command of a service to the worker node with the least outstanding work, and waits for
 * the bus's reply until the command's deadline.
 */
public final class EventBusDispatcher implements Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(EventBusDispatcher.class);

  private final Vertx vertx;
  private final InstantSource clock;
  private final WorkerDirectory directory;
  private final String service;

  public EventBusDispatcher(
      Vertx vertx, InstantSource clock, WorkerDirectory directory, String service) {
    this.vertx = vertx;
    this.clock = clock;
    this.directory = directory;
    this.service = service;
  }

  @Override
  public Future<Outcome> dispatch(Command command) {
    var candidates = directory.candidates(service, command.operation());
    if (candidates.isEmpty()) {
      return Future.succeededFuture(
          new Unanswered(Failure.NO_WORKER, "No worker handles this operation at the moment."));
    }
    return tryNext(command, candidates.iterator());
  }

  private Future<Outcome> tryNext(Command command, Iterator<WorkerNode> candidates) {
    while (candidates.hasNext()) {
      WorkerNode node = candidates.next();
      if (node.tryAcquire()) {
        // Composed, so that a send that throws gives the place back too.
        return Future.succeededFuture(node)
            .compose(free -> send(command, free))
            .onComplete(ended -> node.release())
            .recover(failure -> onFailure(command, node, candidates, failure));
      }
    }
    return Future.succeededFuture(
        new Unanswered(Failure.OVERLOADED, "Every worker has as much in hand as it takes."));
  }

  private Future<Outcome> send(Command command, WorkerNode node) {
    long millis = command.expiry().remaining(clock).toMillis();
    if (millis <= 0) {
      return Future.succeededFuture(timedOut());
    }
    var options =
        new DeliveryOptions()
            .setSendTimeout(millis)
            .setHeaders(BusWireForm.headers(command, command.payload()));
    return vertx
        .eventBus()
        .request(node.address(), command.payload().data(), options)
        .map(message -> answer(command, message));
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
    ReplyFailure kind = failure instanceof ReplyException e ? e.failureType() : ReplyFailure.ERROR;
    return switch (kind) {
      case TIMEOUT -> Future.succeededFuture(timedOut());
      case NO_HANDLERS -> {
        directory.drop(node);
        yield candidates.hasNext()
            ? tryNext(command, candidates)
            : Future.succeededFuture(
                new Unanswered(Failure.NO_WORKER, "The worker of this operation has just left."));
      }
      case RECIPIENT_FAILURE, ERROR -> {
        CallLog.about(log.atWarn(), command)
            .addKeyValue("worker", node.address())
            .addKeyValue("reason", failure.toString())
            .log("command not answered");
        yield Future.succeededFuture(
            new Unanswered(
                Failure.OUTCOME_UNKNOWN,
                "The worker was lost; whether the operation ran is not known."));
      }
    };
  }

  private static Outcome timedOut() {
    return new Unanswered(
        Failure.TIMED_OUT, "No reply came in time; whether the operation ran is not known.");
  }
}
