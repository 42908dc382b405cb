package io.sluice.gateway.admission;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets calls of one operation on while those of the same key leave them time enough. For a
 * transport that runs the commands of a key one after the other.
 */
public final class KeyedAdmissionDispatcher implements Dispatcher {

  private final Dispatcher next;
  private final KeysAhead keys;

  /**
   * A gate before the transport.
   *
   * @param limit how long a call of the operation may take
   */
  public KeyedAdmissionDispatcher(Dispatcher next, Duration limit) {
    this.next = next;
    this.keys = new KeysAhead(limit);
  }

  @Override
  public Future<Outcome> dispatch(Command command) {
    String key = command.key();
    return key == null ? next.dispatch(command) : dispatch(command, key);
  }

  @Override
  public void cancel(Command command) {
    next.cancel(command);
  }

  private Future<Outcome> dispatch(Command command, String key) {
    long start = System.nanoTime();
    return keys.enter(key, start)
        .map(KeyedAdmissionDispatcher::refuse)
        .orElseGet(
            () ->
                // Also where it throws.
                Future.succeededFuture(command)
                    .compose(next::dispatch)
                    .onSuccess(outcome -> leave(outcome, key, start))
                    .onFailure(broken -> keys.leave(key)));
  }

  private static Future<Outcome> refuse(Duration pause) {
    return Future.succeededFuture(
        new Outcome.Unanswered(
            Failure.OVERLOADED,
            "The calls ahead on the same key would take longer than yours may.",
            pause));
  }

  private void leave(Outcome outcome, String key, long start) {
    switch (outcome) {
      case Outcome.Answered(Reply reply, Instant arrived) ->
          keys.answered(
              key, start, System.nanoTime(), Duration.between(reply.started(), reply.time()));
      case Outcome.Unanswered none when none.failure() == Failure.TIMED_OUT ->
          keys.unanswered(key, System.nanoTime());
      case Outcome.Unanswered none -> keys.leave(key);
    }
  }
}
