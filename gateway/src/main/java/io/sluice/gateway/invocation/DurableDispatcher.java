package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Outcome;
import io.sluice.gateway.call.Answer;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.call.CallOutcome;
import io.sluice.gateway.call.RepetitionKey;
import io.sluice.gateway.call.Timeline;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes the calls of one durable operation. Who asks for it is recorded first: ledger → send → wait
 * → what was recorded. Others go as calls do that leave no record, and are recorded when their time
 * is up.
 */
final class DurableDispatcher implements CallDispatcher {

  private final ConcurrentHashMap<UUID, Follower> attached = new ConcurrentHashMap<>();
  private final DurableLine line;
  private final DurableWay way;

  DurableDispatcher(DurableLine line, DurableWay way) {
    this.line = line;
    this.way = way;
  }

  @Override
  public Future<CallOutcome> dispatch(Call call) {
    if (!call.wishes().isRecorded()) {
      return new PlainCall(line, way, call).run();
    }
    if (!line.mayAccept()) {
      return refused(Failure.BACKBONE_UNAVAILABLE, "The gateway is not ready to receive replies.");
    }
    if (line.own().isFull()) {
      return refused(Failure.OVERLOADED, "Too many calls are waiting for a reply.");
    }
    return accept(call);
  }

  /** What is recorded goes on; what may become so is not recorded for a caller who has gone. */
  @Override
  public void cancel(Call call) {
    line.plainCalls().forget(call.command().invocation());
    Follower follower = attached.get(call.command().id());
    if (follower != null) {
      follower.leave();
    }
  }

  private Future<CallOutcome> accept(Call call) {
    RepetitionKey key = call.wishes().key();
    var fresh =
        new NewInvocation(
            call.command(),
            way.service(),
            way.topic(),
            UUID.randomUUID(),
            key == null ? null : key.fingerprint(),
            null);
    return line.record(fresh)
        .transform(
            accepted ->
                accepted.succeeded()
                    ? accepted(call, accepted.result())
                    : Future.succeededFuture(DurableLine.notAccepted(accepted.cause())));
  }

  private Future<CallOutcome> accepted(Call call, Acceptance acceptance) {
    return switch (acceptance) {
      case Acceptance.New first -> run(call);
      case Acceptance.Existing(Invocation earlier) -> repeat(call, earlier);
    };
  }

  private Future<CallOutcome> run(Call call) {
    Command command = call.command();
    Future<CallOutcome> answer =
        line.own()
            .await(command.invocation(), line.millisUntil(call.answerBy()))
            .map(end -> end.map(one -> ended(call, one)).orElseGet(() -> goesOn(call)));
    line.send(command, way.topic());
    return answer;
  }

  private CallOutcome ended(Call call, Completion end) {
    InvocationId id = end.id();
    if (end.state() == InvocationState.DEAD_LETTERED) {
      return new CallOutcome.DeadLettered(id, end.answer());
    }
    var timeline = new Timeline(call.command().time(), null, end.started(), end.finished());
    return new CallOutcome.Recorded(id, end.answer(), timeline, false);
  }

  /** The time was up: where the caller knows of 202, that is no failure. */
  private CallOutcome goesOn(Call call) {
    InvocationId id = call.command().invocation();
    return call.wishes().respondAsync() || way.allowsAccepted()
        ? new CallOutcome.Accepted(id, line.times().pause(way.operation()))
        : new CallOutcome.OutOfTime(id);
  }

  private Future<CallOutcome> repeat(Call call, Invocation earlier) {
    RepetitionKey key = call.wishes().key();
    // Of what was removed, nobody knows any more which request it was.
    boolean isSame =
        earlier.removed() || (key != null && key.fingerprint().equals(earlier.fingerprint()));
    if (key == null || !isSame) {
      return Future.succeededFuture(new CallOutcome.KeyReused(earlier.id()));
    }
    if (earlier.isGone()) {
      return Future.succeededFuture(new CallOutcome.Gone(earlier.id()));
    }
    Answer answer = earlier.answer();
    if (earlier.state().isTerminal() && answer != null) {
      return Future.succeededFuture(
          new CallOutcome.Recorded(earlier.id(), answer, earlier.timeline(), true));
    }
    return key.attach() && earlier.state() != InvocationState.DEAD_LETTERED
        ? attach(call, earlier)
        : Future.succeededFuture(inProgress(earlier));
  }

  /** Waits as the first does, on whichever node that is, until its own caller has gone. */
  private Future<CallOutcome> attach(Call call, Invocation earlier) {
    UUID own = call.command().id();
    var follower = new Follower(line.watch(), call.command().caller());
    attached.put(own, follower);
    return follow(call, follower, earlier).onComplete(ended -> attached.remove(own));
  }

  private Future<CallOutcome> follow(Call call, Follower follower, Invocation known) {
    return follower
        .next(known, Duration.ofMillis(line.millisUntil(call.answerBy())))
        .transform(
            next ->
                next.succeeded()
                    ? next.result()
                        .map(newer -> followed(call, follower, newer))
                        .orElseGet(() -> Future.succeededFuture(goesOn(call)))
                    : refused(Failure.OVERLOADED, "Too many calls are waiting here."));
  }

  private Future<CallOutcome> followed(Call call, Follower follower, Invocation newer) {
    boolean goesOn =
        newer.state() == InvocationState.ACCEPTED || newer.state() == InvocationState.RUNNING;
    return goesOn
        ? follow(call, follower, newer)
        : line.withAnswer(newer)
            .transform(
                found ->
                    found.succeeded()
                        ? ended(call, found.result())
                        : Future.succeededFuture(goesOn(call)));
  }

  /** A dead letter, too, is for who waits what it is for the first. */
  private Future<CallOutcome> ended(Call call, Invocation end) {
    Answer answer = end.answer();
    return end.state() == InvocationState.DEAD_LETTERED && answer != null
        ? Future.succeededFuture(new CallOutcome.DeadLettered(end.id(), answer))
        : repeat(call, end);
  }

  private CallOutcome inProgress(Invocation earlier) {
    return new CallOutcome.InProgress(earlier.id(), line.times().pause(way.operation()));
  }

  private static Future<CallOutcome> refused(Failure failure, String detail) {
    return Future.succeededFuture(new CallOutcome.Ended(new Outcome.Unanswered(failure, detail)));
  }
}
