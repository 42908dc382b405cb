package io.sluice.backbone.dispatch;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.TraceContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of this node that wait for a reply: correlation and deadline in one place.
 *
 * <p>A call is registered before its command is sent, because a reply may be faster than the send's
 * own acknowledgement. Replies may arrive on any thread; each call ends exactly once, on the
 * context that registered it. At most {@code limit} calls wait; one more is refused as overloaded.
 */
public final class PendingCalls {

  private static final Logger log = LoggerFactory.getLogger(PendingCalls.class);

  private final ConcurrentHashMap<InvocationId, Pending> calls = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder unmatched = new LongAdder();
  private final LongAdder mismatched = new LongAdder();
  private final FailureSpell unacknowledged;
  private final Vertx vertx;
  private final InstantSource clock;
  private final int limit;

  /**
   * A register for one node.
   *
   * @param limit how many calls may wait at once, 1 or more
   */
  public PendingCalls(Vertx vertx, InstantSource clock, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + "; it is 1 or more");
    }
    this.vertx = vertx;
    this.clock = clock;
    this.limit = limit;
    this.unacknowledged = new FailureSpell(clock);
  }

  /**
   * Registers the command, sends it, and waits for its reply or its deadline.
   *
   * @param send as in {@link #await(Command, Deadline, Supplier)}
   */
  public <T> Future<Outcome> await(Command command, Supplier<Future<T>> send) {
    return await(command, command.expiry(), send);
  }

  /**
   * Registers the command, sends it, and waits for its reply.
   *
   * @param until how long it is waited for: what is recorded outlives its caller
   * @param send gives the command to the transport. Its future fails with {@link NotSentException}
   *     only where nothing can have been written; any other failure leaves the call waiting,
   *     because the command may have arrived all the same
   */
  public <T> Future<Outcome> await(Command command, Deadline until, Supplier<Future<T>> send) {
    long millis = until.remaining(clock).toMillis();
    if (millis <= 0) {
      return Future.succeededFuture(timedOut());
    }
    if (size.incrementAndGet() > limit) {
      size.decrementAndGet();
      return Future.succeededFuture(
          new Outcome.Unanswered(Failure.OVERLOADED, "Too many calls are waiting for a reply."));
    }
    Pending pending = new Pending(command);
    calls.put(pending.invocation, pending);
    pending.endsAfter(millis);
    // Composed, so that a send that throws leaves a call that ends.
    Future.succeededFuture(send)
        .compose(Supplier::get)
        .onSuccess(sent -> onSent())
        .onFailure(failure -> onSendFailure(pending, failure));
    return pending.promise.future();
  }

  /** Ends the call that the reply answers. A reply that nobody waits for is counted and dropped. */
  public void complete(Reply reply) {
    boolean unused = tryComplete(reply);
  }

  /** The same; says no where the reply has ended no call. */
  public boolean tryComplete(Reply reply) {
    Pending pending = calls.get(reply.invocation());
    if (pending != null && !pending.commandId.equals(reply.causation())) {
      mismatched.increment();
      return false;
    }
    if (pending == null || !pending.tryEnd(new Outcome.Answered(reply, clock.instant()))) {
      unmatched.increment();
      return false;
    }
    return true;
  }

  /** Whether the call waits whose command the progress is of. */
  public boolean isWaiting(Progress progress) {
    Pending pending = calls.get(progress.invocation());
    return pending != null && pending.commandId.equals(progress.causation());
  }

  /** Ends the command's call, unless it has ended. */
  public void cancel(Command command) {
    Pending pending = calls.get(command.invocation());
    if (pending != null && pending.commandId.equals(command.id())) {
      pending.end(cancelled());
    }
  }

  /** How many calls wait. */
  public int size() {
    return size.get();
  }

  /** How many replies were for a call that waits, but to another command than it had sent. */
  public long mismatched() {
    return mismatched.sum();
  }

  /** How many replies came too late, twice, or for a call that never waited here. */
  public long unmatched() {
    return unmatched.sum();
  }

  /** How many commands were sent without an acknowledgement: whether they arrived is not known. */
  public long unacknowledged() {
    return unacknowledged.failures();
  }

  private void onSent() {
    unacknowledged
        .endedBySuccess()
        .ifPresent(
            commands ->
                log.atInfo()
                    .addKeyValue("unacknowledged", commands)
                    .log("commands are acknowledged again"));
  }

  private void onSendFailure(Pending pending, Throwable failure) {
    if (failure instanceof NotSentException notSent) {
      pending.end(notSent.outcome());
      return;
    }
    if (unacknowledged.beginsWithFailure()) {
      CallLog.about(log.atWarn(), pending.trace, pending.invocation)
          .addKeyValue("reason", failure.toString())
          .log("commands may not have been sent; their callers wait on");
    }
  }

  private static Outcome timedOut() {
    return new Outcome.Unanswered(
        Failure.TIMED_OUT, "No reply came in time; whether the operation ran is not known.");
  }

  private static Outcome cancelled() {
    return new Outcome.Unanswered(Failure.CANCELLED, "The caller has gone away.");
  }

  private final class Pending {
    private final InvocationId invocation;
    private final UUID commandId;
    private final TraceContext trace;
    private final Context context = vertx.getOrCreateContext();
    private final Promise<Outcome> promise = Promise.promise();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long timer;

    private Pending(Command command) {
      invocation = command.invocation();
      commandId = command.id();
      trace = command.trace();
    }

    private void endsAfter(long millis) {
      timer = vertx.setTimer(millis, id -> end(timedOut()));
    }

    private void end(Outcome outcome) {
      boolean unused = tryEnd(outcome);
    }

    /**
     * Says no when it has ended before. A later call of the same invocation may have taken its
     * place in the map.
     */
    private boolean tryEnd(Outcome outcome) {
      if (!ended.compareAndSet(false, true)) {
        return false;
      }
      calls.remove(invocation, this);
      size.decrementAndGet();
      context.runOnContext(ignored -> settle(outcome));
      return true;
    }

    /** A timer that another thread cancels costs its event loop a task of its own. */
    private void settle(Outcome outcome) {
      vertx.cancelTimer(timer);
      promise.complete(outcome);
    }
  }
}
