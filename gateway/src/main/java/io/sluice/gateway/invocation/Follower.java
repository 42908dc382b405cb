package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Caller;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Somebody who waits for changes of invocations, for one at a time, until it leaves. Any thread may
 * call it.
 */
public final class Follower {

  private final Watch watch;
  private final Watch.Place place;

  Follower(Watch watch, Caller caller) {
    this.watch = watch;
    this.place = new Watch.Place(caller);
  }

  /**
   * Waits for an invocation to become newer.
   *
   * @param known as the follower has it
   * @return completes on the context that called: with the invocation, or empty when nothing has
   *     changed for so long, or the follower has left; fails with {@link
   *     RejectedExecutionException} where too many wait, or too many of the same caller
   */
  public Future<Optional<Invocation>> next(Invocation known, Duration limit) {
    return watch.next(place, known.id(), known.version(), limit.toMillis());
  }

  /** Waits no more, now and later. */
  public void leave() {
    watch.leave(place);
  }
}
