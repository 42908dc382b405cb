package io.sluice.gateway.admission;

import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.call.CallOutcome;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Lets calls of one operation on while they can be answered in their time. One that wants no more
 * than its acceptance has all the time there is.
 */
public final class AdmissionDispatcher implements CallDispatcher {

  private final CallDispatcher next;
  private final WorkAhead work;

  /**
   * A gate before the transport.
   *
   * @param limit how long a call of the operation may take
   */
  public AdmissionDispatcher(CallDispatcher next, Duration limit) {
    this.next = next;
    this.work = new WorkAhead(limit, System::nanoTime);
  }

  @Override
  public Future<CallOutcome> dispatch(Call call) {
    return call.wishes().respondAsync() ? next.dispatch(call) : admit(call);
  }

  @Override
  public void cancel(Call call) {
    next.cancel(call);
  }

  private Future<CallOutcome> admit(Call call) {
    if (!work.tryEnter()) {
      return Future.succeededFuture(
          new CallOutcome.Ended(
              new Outcome.Unanswered(
                  Failure.OVERLOADED,
                  "The calls ahead would take longer than yours may.",
                  work.pause())));
    }
    long start = System.nanoTime();
    return next.dispatch(call)
        .onSuccess(outcome -> leave(outcome, start))
        .onFailure(broken -> work.leave());
  }

  private void leave(CallOutcome outcome, long start) {
    switch (outcome) {
      case CallOutcome.Ended(Outcome.Answered answered) -> work.answered(System.nanoTime() - start);
      case CallOutcome.Ended(Outcome.Unanswered none) when none.failure() == Failure.TIMED_OUT ->
          work.unanswered();
      case CallOutcome.Ended(Outcome.Unanswered none) -> work.leave();
      case CallOutcome.Recorded recorded when recorded.replayed() -> work.leave();
      case CallOutcome.Recorded recorded -> work.answered(System.nanoTime() - start);
      case CallOutcome.DeadLettered put -> work.answered(System.nanoTime() - start);
      case CallOutcome.Accepted late -> work.unanswered();
      case CallOutcome.OutOfTime late -> work.unanswered();
      case CallOutcome.InProgress first -> work.leave();
      case CallOutcome.KeyReused other -> work.leave();
      case CallOutcome.Gone gone -> work.leave();
    }
  }
}
