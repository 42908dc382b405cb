package io.sluice.workers.handler;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.ReplyTo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The call that a handler works on: everything but the input itself. Thread-safe. */
public final class Call {

  private final Command command;
  private final Future<Void> cancelled;
  private final Runnable startCheck;
  private final Transactions transactions;
  private final ProgressReport progress;

  /** The call of a command whose progress nobody is told. */
  public Call(
      Command command, Future<Void> cancelled, Runnable startCheck, Transactions transactions) {
    this(command, cancelled, startCheck, transactions, ProgressReport.NONE);
  }

  /**
   * The call of a command.
   *
   * @param cancelled completes when nobody wants the result any more
   * @param startCheck throws a {@link Rejection} when the work must not start now
   */
  public Call(
      Command command,
      Future<Void> cancelled,
      Runnable startCheck,
      Transactions transactions,
      ProgressReport progress) {
    this.command = command;
    this.cancelled = cancelled;
    this.startCheck = startCheck;
    this.transactions = transactions;
    this.progress = progress;
  }

  /**
   * For what has waited since it was checked last.
   *
   * @throws Rejection when the work must not start any more
   */
  public void requireStart() {
    startCheck.run();
  }

  /**
   * Does the command's work in one transaction with the record that it is done: what it changes,
   * what it answers and the events that it publishes are there together or not at all. A command
   * that comes again is answered again, and its work is not run.
   *
   * <p>A {@link Rejection} undoes the work and is an answer like any other, given again to a
   * command that comes again. Any other failure undoes the work and leaves no trace.
   *
   * <p>The work may run several times before one run counts: after a deadlock, a serialization
   * failure, or a lost connection. So it does nothing that a rollback cannot undo, and does not
   * swallow a statement's failure. A handler has one transaction, and returns what it returns.
   *
   * @param work never blocks; completes with the result, an {@link Answer}, or {@link #defer()}
   */
  public Future<FirstReply> transaction(Function<Transaction, Future<?>> work) {
    return transactions.run(this, work);
  }

  /** The same for a blocking handler; waits for the end. Never to be called on an event loop. */
  public FirstReply blockingTransaction(BlockingWork work) {
    return transactions
        .run(
            this,
            transaction ->
                VirtualThread.run(
                    Objects.requireNonNull(Vertx.currentContext()), () -> work.in(transaction)))
        .await();
  }

  /**
   * What a transaction's work completes with where the reply comes later, from another transaction
   * of the service: {@link Transaction#reply} or {@link Transaction#reject} with this command's id.
   * The command is done then. One that comes again gets no reply before that is there, and that one
   * afterwards.
   *
   * <p>Only for what a {@link #transaction} completes with: elsewhere a result of this is a
   * failure.
   *
   * @throws IllegalStateException where the command did not come over Kafka, or wants no reply: the
   *     reply would not find its caller
   */
  public Deferral defer() {
    if (!(command.replyTo() instanceof ReplyTo.Kafka)) {
      throw new IllegalStateException(
          "the reply to %s cannot come later: its command names no topic for it, as over the event bus"
              .formatted(command.operation()));
    }
    return Deferral.LATER;
  }

  /**
   * Tells whoever waits for the call how far it is, and whoever looks it up. It goes out at once,
   * or after a tenth of a second since the last, and of several in between only the latest. It may
   * be lost; it never fails and never blocks, and is not part of a transaction. Nothing is told
   * over the event bus, or when the handler has ended.
   *
   * @param percent of the work that is done, 0 to 100; what is outside counts as the nearer of them
   * @param message for the caller to read, nothing internal; cut after 1,000 characters
   */
  public void progress(int percent, @Nullable String message) {
    progress.tell(percent, message);
  }

  /** The same without words. */
  public void progress(int percent) {
    progress.tell(percent, null);
  }

  /** The same where it cannot be said how much is done. */
  public void progress(String message) {
    progress.tell(null, message);
  }

  /** The command itself, for the runtime. */
  public Command command() {
    return command;
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
