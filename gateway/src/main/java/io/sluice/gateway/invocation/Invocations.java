package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** What callers see of recorded invocations, each only of its own. Callable from any event loop. */
public final class Invocations {

  private final Ledger ledger;
  private final Watch watch;
  private final Cancelling cancelling;
  private final WorkTimes times;
  private final Duration maxAge;

  Invocations(Ledger ledger, Watch watch, Cancelling cancelling, WorkTimes times, Duration maxAge) {
    this.ledger = ledger;
    this.watch = watch;
    this.cancelling = cancelling;
    this.times = times;
    this.maxAge = maxAge;
  }

  /** The id that an invocation has whose caller brought a key. */
  public InvocationId idOf(Caller caller, String operation, String key) {
    return ledger.idOf(caller, operation, key);
  }

  /** How long a recorded command may wait for its worker. */
  public Duration maxAge() {
    return maxAge;
  }

  /** After how long one that goes on may have ended: 1 s to 1 min, in whole seconds. */
  public Duration pause(Invocation open) {
    return times.pause(open.operation());
  }

  /**
   * Looks one up, with its answer where that is short.
   *
   * @return empty where there is none, or it is somebody else's; fails where the ledger cannot be
   *     asked
   */
  public Future<Optional<Invocation>> find(InvocationId id, Caller caller) {
    return ledger.seeOwn(id, caller);
  }

  /** One that has ended, with its answer, however long. */
  public Future<Invocation> withAnswer(Invocation ended) {
    return ledger.withAnswer(ended);
  }

  /** Somebody who waits for changes of the caller's invocations, and leaves when it has gone. */
  public Follower follow(Caller caller) {
    return new Follower(watch, caller);
  }

  /** Whether the node stops, so that nobody should wait here. */
  public boolean isStopping() {
    return watch.isStopping();
  }

  /**
   * Asks for the end of an invocation that has none. Only a worker's reply ends it.
   *
   * @return as it is now; empty where there is none that is open; fails where the ledger cannot be
   *     asked, with {@link LedgerException#mayBeWritten} where it may be asked for all the same
   */
  public Future<Optional<Invocation>> cancel(InvocationId id) {
    return ledger
        .requestCancel(id)
        .map(found -> found.filter(one -> !one.state().isTerminal()))
        .onSuccess(open -> open.ifPresent(cancelling::tell));
  }
}
