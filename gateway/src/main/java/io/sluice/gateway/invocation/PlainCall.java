package io.sluice.gateway.invocation;

import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallOutcome;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not ask to be recorded, of an operation that answers 202: it costs the ledger
 * nothing while its reply is in time.
 */
final class PlainCall {

  private final DurableLine line;
  private final DurableWay way;
  private final Call call;
  private volatile @Nullable Position sent;

  PlainCall(DurableLine line, DurableWay way, Call call) {
    this.line = line;
    this.way = way;
    this.call = call;
  }

  Future<CallOutcome> run() {
    Command command = call.command();
    if (!way.allowsAccepted()) {
      return line.replied(command, way.topic(), call.answerBy(), position -> {})
          .map(CallOutcome.Ended::new);
    }
    line.plainCalls().begin(command);
    return line.replied(command, way.topic(), call.answerBy(), position -> sent = position)
        .compose(this::ended);
  }

  private Future<CallOutcome> ended(Outcome outcome) {
    boolean wanted = line.plainCalls().end(call.command().invocation());
    return wanted && isOutOfTime(outcome)
        ? record(outcome)
        : Future.succeededFuture(new CallOutcome.Ended(outcome));
  }

  /** A node that stops lets nobody wait to the end. */
  private boolean isOutOfTime(Outcome outcome) {
    return outcome instanceof Outcome.Unanswered none
        && (none.failure() == Failure.TIMED_OUT
            || (none.failure() == Failure.CANCELLED && line.plainCalls().isStopping()));
  }

  /** Where it cannot be recorded, all that is known is that no reply came. */
  private Future<CallOutcome> record(Outcome outcome) {
    var late =
        new NewInvocation(
            call.command().asRecorded(), way.service(), way.topic(), UUID.randomUUID(), null, sent);
    return line.record(late)
        .<CallOutcome>map(
            recorded ->
                new CallOutcome.Accepted(
                    call.command().invocation(), line.times().pause(way.operation())))
        .otherwise(failure -> new CallOutcome.Ended(outcome));
  }
}
