package io.sluice.gateway.admission;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.vertx.core.Future;
import java.time.Duration;

/** Lets calls of one operation on while they can be answered in their time. */
public final class AdmissionDispatcher implements Dispatcher {

  private final Dispatcher next;
  private final WorkAhead work;

  /**
   * A gate before the transport.
   *
   * @param limit how long a call of the operation may take
   */
  public AdmissionDispatcher(Dispatcher next, Duration limit) {
    this.next = next;
    this.work = new WorkAhead(limit, System::nanoTime);
  }

  @Override
  public Future<Outcome> dispatch(Command command) {
    if (!work.tryEnter()) {
      return Future.succeededFuture(
          new Outcome.Unanswered(
              Failure.OVERLOADED,
              "The calls ahead would take longer than yours may.",
              work.pause()));
    }
    long start = System.nanoTime();
    return next.dispatch(command)
        .onSuccess(outcome -> leave(outcome, start))
        .onFailure(broken -> work.leave());
  }

  @Override
  public void cancel(Command command) {
    next.cancel(command);
  }

  private void leave(Outcome outcome, long start) {
    switch (outcome) {
      case Outcome.Answered answered -> work.answered(System.nanoTime() - start);
      case Outcome.Unanswered none when none.failure() == Failure.TIMED_OUT -> work.unanswered();
      case Outcome.Unanswered none -> work.leave();
    }
  }
}
