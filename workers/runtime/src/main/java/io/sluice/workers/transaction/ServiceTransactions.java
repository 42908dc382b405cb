package io.sluice.workers.transaction;

import io.sluice.workers.database.Database;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.handler.Transactions;
import io.sluice.workers.inbox.EventInbox;
import io.sluice.workers.inbox.Inbox;
import io.sluice.workers.outbox.EventSender;
import io.sluice.workers.outbox.Outbox;
import io.sluice.workers.outbox.Publisher;
import io.sluice.workers.outbox.Relay;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;

/** The transactions of one service on one node, and the way out for their events. Thread-safe. */
public final class ServiceTransactions implements Transactions {

  /** After that the key, and what waits behind it, has been held up long enough. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Context context;
  private final InstantSource clock;
  private final Inbox inbox;
  private final ExactlyOnce transactions;
  private final ServiceEvents events;
  private final EventSender sender;
  private final Relay relay;
  private final InboxPurge purge;

  private ServiceTransactions(
      Context context,
      Database database,
      String service,
      Set<String> streams,
      Publisher publisher,
      InstantSource clock) {
    Vertx vertx = context.owner();
    this.context = context;
    this.clock = clock;
    this.inbox = new Inbox(service);
    this.sender = new EventSender(vertx, context, publisher, database.background());
    this.relay = new Relay(vertx, context, publisher, database.background());
    this.purge = new InboxPurge(vertx, database);
    this.transactions =
        new ExactlyOnce(
            context, clock, database, new Outbox(service, clock), streams, sender::offer);
    this.events = new ServiceEvents(database, new EventInbox(service, inbox), transactions, clock);
  }

  /**
   * Begins to publish what is left in the outbox; transactions may be run from then on.
   *
   * @param context where the service's handlers run
   * @param streams that its transactions may publish to
   */
  public static Future<ServiceTransactions> open(
      Context context,
      Database database,
      String service,
      Set<String> streams,
      Publisher publisher,
      InstantSource clock) {
    Promise<ServiceTransactions> opened = Promise.promise();
    context.runOnContext(
        ignored ->
            opened.complete(
                new ServiceTransactions(context, database, service, streams, publisher, clock)));
    return opened.future();
  }

  @Override
  public Future<FirstReply> run(Call call, Function<Transaction, Future<?>> work) {
    Instant limit = clock.instant().plus(LONGEST);
    Instant deadline = call.deadline().at();
    return transactions.run(
        () -> new CommandOnce(inbox, call), deadline.isBefore(limit) ? deadline : limit, work);
  }

  /** The same for events. */
  public ServiceEvents events() {
    return events;
  }

  /** Ends what is on its way, within seconds; what is left in the outbox another node publishes. */
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(
        ignored -> {
          purge.close();
          Future.join(sender.close(), relay.close()).<Void>mapEmpty().onComplete(closed);
        });
    return closed.future();
  }
}
