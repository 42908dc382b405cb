package io.sluice.workers.transaction;

import io.sluice.backbone.dispatch.NotNowException;
import io.sluice.workers.database.Database;
import io.sluice.workers.handler.EventTransactions;
import io.sluice.workers.handler.StreamEvent;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.inbox.EventInbox;
import io.sluice.workers.inbox.Place;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The transactions of a service's events, and what it remembers of them. What the database does not
 * let be done fails with {@link NotNowException}. Thread-safe.
 */
public final class ServiceEvents implements EventTransactions {

  /** Who asked asks again, and its partition may go meanwhile. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final Duration QUERY_LIMIT = Duration.ofSeconds(6);

  private final Database database;
  private final EventInbox inbox;
  private final ExactlyOnce transactions;
  private final InstantSource clock;

  ServiceEvents(
      Database database, EventInbox inbox, ExactlyOnce transactions, InstantSource clock) {
    this.database = database;
    this.inbox = inbox;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Future<Void> run(StreamEvent event, Function<Transaction, Future<?>> work) {
    return transactions
        .run(() -> new EventOnce(inbox, event), clock.instant().plus(LONGEST), work)
        .mapEmpty();
  }

  /** Where the event stands. */
  public Future<Place> find(StreamEvent event) {
    return bounded(inbox.find(database.pool(), event));
  }

  /** The service is done with the event. */
  public Future<Void> store(StreamEvent event, Place place) {
    return bounded(inbox.store(database.pool(), event, place));
  }

  /** The event was given up, and may come again. */
  public Future<Void> giveUp(StreamEvent event) {
    return bounded(inbox.giveUp(database.pool(), event));
  }

  /** When the service first wanted to read a stream from then on. */
  public Future<Instant> firstWanted(String stream) {
    return bounded(inbox.firstWanted(database.pool(), stream));
  }

  private static <T> Future<T> bounded(Future<T> query) {
    return query
        .timeout(QUERY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure ->
                Future.failedFuture(
                    new NotNowException("the service's database could not be asked", failure)));
  }
}
