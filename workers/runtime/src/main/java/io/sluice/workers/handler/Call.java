package io.sluice.workers.handler;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;

/** The call that a handler works on: everything but the input itself. Thread-safe. */
public final class Call {

  private final Command command;
  private final Future<Void> cancelled;
  private final Runnable startCheck;

  /**
   * The call of a command.
   *
   * @param cancelled completes when nobody wants the result any more
   * @param startCheck throws a {@link Rejection} when the work must not start now
   */
  public Call(Command command, Future<Void> cancelled, Runnable startCheck) {
    this.command = command;
    this.cancelled = cancelled;
    this.startCheck = startCheck;
  }

  /** For what has waited since it was checked last. */
  void requireStart() {
    startCheck.run();
  }

  /** The run of the operation; the same over every repetition. */
  public InvocationId invocation() {
    return command.invocation();
  }

  /** The command's id; the same over every repetition. */
  public UUID commandId() {
    return command.id();
  }

  public String operation() {
    return command.operation();
  }

  /** Who calls, as the gateway authenticated it. */
  public Caller caller() {
    return command.caller();
  }

  /** After it nobody wants the result; long work may look at it. */
  public Deadline deadline() {
    return command.expiry();
  }

  /**
   * Whether nobody wants the result any more, so that long work may stop. It stops by failing with
   * {@link java.util.concurrent.CancellationException}; work that goes on is answered as it ends.
   */
  public boolean isCancelled() {
    return cancelled.isComplete();
  }

  /** Completes, on the verticle's context, when {@link #isCancelled()}; never where it is not. */
  public Future<Void> cancelled() {
    return cancelled;
  }

  /** 1 for the first try. */
  public int attempt() {
    return command.attempt();
  }

  /** The client's headers that the contract lets travel; lower-case names. */
  public Map<String, String> headers() {
    return command.payload().headers();
  }
}
