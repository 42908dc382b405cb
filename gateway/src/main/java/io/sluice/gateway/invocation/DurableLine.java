package io.sluice.gateway.invocation;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.gateway.call.CallOutcome;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the durable operations of a node share: the ledger, and this node's ends on Kafka. */
final class DurableLine {

  private static final Logger log = LoggerFactory.getLogger(DurableLine.class);

  private final FailureSpell notRecorded;
  private final FailureSpell notSent;
  private final Ledger ledger;
  private final CommandSender sender;
  private final PendingCalls pending;
  private final PlainCalls plainCalls = new PlainCalls();
  private final OwnCalls own;
  private final Watch watch;
  private final WorkTimes times;
  private final InstantSource clock;

  DurableLine(
      Ledger ledger,
      CommandSender sender,
      PendingCalls pending,
      OwnCalls own,
      Watch watch,
      WorkTimes times,
      InstantSource clock) {
    this.ledger = ledger;
    this.sender = sender;
    this.pending = pending;
    this.own = own;
    this.watch = watch;
    this.times = times;
    this.clock = clock;
    this.notRecorded = new FailureSpell(clock);
    this.notSent = new FailureSpell(clock);
  }

  OwnCalls own() {
    return own;
  }

  PlainCalls plainCalls() {
    return plainCalls;
  }

  Watch watch() {
    return watch;
  }

  WorkTimes times() {
    return times;
  }

  /** One that has ended, with its answer, however long. */
  Future<Invocation> withAnswer(Invocation ended) {
    return ledger.withAnswer(ended);
  }

  /** Whether replies would reach this node. */
  boolean mayAccept() {
    return sender.isReady();
  }

  long millisUntil(Deadline deadline) {
    return deadline.remaining(clock).toMillis();
  }

  /**
   * Sends what is recorded. What fails here is the sweeper's: the row says that it was not sent.
   */
  void send(Command command, String topic) {
    sender
        .send(command, topic)
        .onSuccess(position -> sent(command, position))
        .onFailure(failure -> tellNotSent(command, failure));
  }

  private void sent(Command command, Position position) {
    ledger.sent(command.invocation(), position);
    notSent
        .endedBySuccess()
        .ifPresent(
            failures ->
                log.atInfo()
                    .addKeyValue("failures", failures)
                    .log("recorded commands are sent again"));
  }

  /**
   * Sends what is not recorded, and waits for its reply.
   *
   * @param sent is told where the command lies
   */
  Future<Outcome> replied(Command command, String topic, Deadline until, Consumer<Position> sent) {
    return sender.isReady()
        ? pending.await(command, until, () -> sender.send(command, topic).onSuccess(sent::accept))
        : Future.succeededFuture(
            new Outcome.Unanswered(
                Failure.BACKBONE_UNAVAILABLE, "The gateway is not ready to receive replies."));
  }

  /** What a caller is told whose call was not recorded. */
  static CallOutcome notAccepted(Throwable failure) {
    return new CallOutcome.Ended(
        switch (reason(failure)) {
          case FULL ->
              new Outcome.Unanswered(Failure.OVERLOADED, "Too many calls wait to be recorded.");
          case NOT_ACCEPTED ->
              new Outcome.Unanswered(
                  Failure.LEDGER_UNAVAILABLE, "The call cannot be recorded now.");
          case UNKNOWN ->
              new Outcome.Unanswered(
                  Failure.OUTCOME_UNKNOWN, "Whether the call was recorded is not known.");
        });
  }

  /** Of what is not the ledger's own word, nothing is known. */
  private static LedgerException.Reason reason(Throwable failure) {
    return failure instanceof LedgerException known
        ? known.reason()
        : LedgerException.Reason.UNKNOWN;
  }

  /** Records a call, and tells the operator when that begins to fail and works again. */
  Future<Acceptance> record(NewInvocation call) {
    return ledger
        .accept(call)
        .onSuccess(recorded -> tellRecorded())
        .onFailure(this::tellNotRecorded);
  }

  private void tellRecorded() {
    notRecorded
        .endedBySuccess()
        .ifPresent(
            failures ->
                log.atInfo()
                    .addKeyValue("failures", failures)
                    .log("calls of durable operations are recorded again"));
  }

  private void tellNotRecorded(Throwable failure) {
    if (notRecorded.beginsWithFailure()) {
      log.atError()
          .addKeyValue("reason", failure.toString())
          .log("calls of durable operations cannot be recorded");
    }
  }

  private void tellNotSent(Command command, Throwable failure) {
    if (notSent.beginsWithFailure()) {
      CallLog.about(log.atWarn(), command)
          .addKeyValue("reason", failure.toString())
          .log("recorded commands cannot be sent now; they will be");
    }
  }

  /** Nobody waits any more; whose call is recorded, or can be, is told so. */
  void stop() {
    own.stop();
    plainCalls.stop(pending::cancel);
  }
}
