package io.sluice.gateway.admission;

import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Reply;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.call.CallOutcome;
import io.sluice.gateway.call.Timeline;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets calls of one operation on while those of the same key leave them time enough. For a
 * transport that runs the commands of a key one after the other.
 */
public final class KeyedAdmissionDispatcher implements CallDispatcher {

  private final CallDispatcher next;
  private final KeysAhead keys;

  /**
   * A gate before the transport.
   *
   * @param limit how long a call of the operation may take
   */
  public KeyedAdmissionDispatcher(CallDispatcher next, Duration limit) {
    this.next = next;
    this.keys = new KeysAhead(limit);
  }

  @Override
  public Future<CallOutcome> dispatch(Call call) {
    String key = call.command().key();
    return key == null || call.wishes().respondAsync() ? next.dispatch(call) : dispatch(call, key);
  }

  @Override
  public void cancel(Call call) {
    next.cancel(call);
  }

  private Future<CallOutcome> dispatch(Call call, String key) {
    long start = System.nanoTime();
    return keys.enter(key, start)
        .map(KeyedAdmissionDispatcher::refuse)
        .orElseGet(
            () ->
                // Also where it throws.
                Future.succeededFuture(call)
                    .compose(next::dispatch)
                    .onSuccess(outcome -> leave(outcome, key, start))
                    .onFailure(broken -> keys.leave(key)));
  }

  private static Future<CallOutcome> refuse(Duration pause) {
    return Future.succeededFuture(
        new CallOutcome.Ended(
            new Outcome.Unanswered(
                Failure.OVERLOADED,
                "The calls ahead on the same key would take longer than yours may.",
                pause)));
  }

  private void leave(CallOutcome outcome, String key, long start) {
    switch (outcome) {
      case CallOutcome.Ended(Outcome.Answered(Reply reply, Instant arrived)) ->
          answered(key, start, Duration.between(reply.started(), reply.time()));
      case CallOutcome.Ended(Outcome.Unanswered none) when none.failure() == Failure.TIMED_OUT ->
          keys.unanswered(key, System.nanoTime());
      case CallOutcome.Ended(Outcome.Unanswered none) -> keys.leave(key);
      case CallOutcome.Recorded recorded when recorded.replayed() -> keys.leave(key);
      case CallOutcome.Recorded recorded -> answered(key, start, work(recorded.timeline()));
      case CallOutcome.DeadLettered put -> keys.leave(key);
      case CallOutcome.Accepted late -> keys.unanswered(key, System.nanoTime());
      case CallOutcome.OutOfTime late -> keys.unanswered(key, System.nanoTime());
      case CallOutcome.InProgress first -> keys.leave(key);
      case CallOutcome.KeyReused other -> keys.leave(key);
      case CallOutcome.Gone gone -> keys.leave(key);
    }
  }

  private void answered(String key, long start, Duration work) {
    keys.answered(key, start, System.nanoTime(), work);
  }

  private static Duration work(Timeline timeline) {
    Instant started = timeline.started();
    Instant finished = timeline.finished();
    return started == null || finished == null
        ? Duration.ZERO
        : Duration.between(started, finished);
  }
}
