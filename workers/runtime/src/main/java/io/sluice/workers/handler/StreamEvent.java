package io.sluice.workers.handler;

import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.InvocationId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** The event that a handler works on: everything but its data. Thread-safe. */
public final class StreamEvent {

  private final String stream;
  private final Event event;
  private final EventTransactions transactions;

  /** An event of a stream. */
  public StreamEvent(String stream, Event event, EventTransactions transactions) {
    this.stream = stream;
    this.event = event;
    this.transactions = transactions;
  }

  /**
   * Does the event's work in one transaction with the record that it is done: what it changes and
   * the events that it publishes are there together or not at all. Where it was done before, the
   * work is not run, and the future succeeds.
   *
   * <p>A failure undoes the work and leaves no trace. A {@link Rejection} is a failure like any
   * other: nobody waits for an answer.
   *
   * <p>The work may run several times before one run counts: after a deadlock, a serialization
   * failure, or a lost connection. So it does nothing that a rollback cannot undo, and does not
   * swallow a statement's failure. A handler has one transaction.
   *
   * @param work never blocks; what it completes with is not looked at
   */
  public Future<Void> transaction(Function<Transaction, Future<?>> work) {
    return transactions.run(this, work);
  }

  /** The same for a blocking handler; waits for the end. Never to be called on an event loop. */
  public void blockingTransaction(BlockingEventWork work) {
    transactions
        .run(
            this,
            transaction ->
                VirtualThread.run(
                    Objects.requireNonNull(Vertx.currentContext()),
                    () -> {
                      work.in(transaction);
                      return transaction;
                    }))
        .await();
  }

  /** The event itself, for the runtime. */
  public Event event() {
    return event;
  }

  /** The stream that it came in. */
  public String stream() {
    return stream;
  }

  /** The same when it comes again. */
  public UUID id() {
    return event.id();
  }

  /** What happened: {@code OrderPlaced}. */
  public String name() {
    return event.name();
  }

  /** What it happened to; events of one key come one after the other. */
  public String key() {
    return event.key();
  }

  /**
   * Counts the events of the stream and key, without gaps; empty where the sender does not count.
   */
  public OptionalLong sequence() {
    Long sequence = event.sequence();
    return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
  }

  /** When it happened. */
  public Instant time() {
    return event.time();
  }

  /** Whose event it is: {@code /service/shipping.voyage}. */
  public String source() {
    return event.source();
  }

  /** The run of an operation that led to it, if one did. */
  public Optional<InvocationId> invocation() {
    return Optional.ofNullable(event.invocation());
  }

  /** The id of the command or event that led to it, if one did. */
  public Optional<UUID> causation() {
    return Optional.ofNullable(event.causation());
  }

  /** The W3C {@code traceparent} of the trace that it belongs to. */
  public String traceparent() {
    return event.trace().traceparent();
  }
}
