package io.sluice.workers.transaction;

import io.sluice.workers.database.Database;
import io.sluice.workers.deferred.DeferredReplies;
import io.sluice.workers.deferred.ReplyBacklog;
import io.sluice.workers.deferred.ReplySender;
import io.sluice.workers.deferred.WaitingReplies;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.handler.Transactions;
import io.sluice.workers.inbox.EventInbox;
import io.sluice.workers.inbox.Inbox;
import io.sluice.workers.outbox.EventBacklog;
import io.sluice.workers.outbox.EventSender;
import io.sluice.workers.outbox.Outbox;
import io.sluice.workers.outbox.Publisher;
import io.sluice.workers.outbox.Relay;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The transactions of one service on one node, and the way out for their events and late replies.
 * Thread-safe.
 */
public final class ServiceTransactions implements Transactions {

  /** After that the key, and what waits behind it, has been held up long enough. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Context context;
  private final InstantSource clock;
  private final Inbox inbox;
  private final ExactlyOnce transactions;
  private final ServiceEvents events;
  private final DeferredReplies deferred;
  private final EventSender sender;
  private final ReplySender replies;
  private final Relay relay;
  private final InboxPurge purge;
  private final WaitingReplies waiting;

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
    this.deferred = new DeferredReplies(service);
    Pool background = database.background();
    this.sender = new EventSender(vertx, context, publisher, background);
    this.replies = new ReplySender(context, publisher, deferred, background);
    this.relay =
        new Relay(
            vertx,
            background,
            List.of(
                new EventBacklog(context, publisher, background),
                new ReplyBacklog(context, publisher, deferred, background)));
    this.purge = new InboxPurge(vertx, database);
    this.waiting = new WaitingReplies(vertx, deferred, background);
    this.transactions =
        new ExactlyOnce(
            context,
            clock,
            database,
            new Outbox(service, clock),
            streams,
            deferred,
            this::committed);
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
        () -> new CommandOnce(inbox, deferred, call),
        deadline.isBefore(limit) ? deadline : limit,
        work);
  }

  private void committed(Outgoing outgoing) {
    sender.offer(outgoing.events());
    replies.offer(outgoing.replies());
  }

  /** The commands whose deferred replies are not there yet. */
  public WaitingReplies waiting() {
    return waiting;
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
          waiting.close();
          Future.join(sender.close(), replies.close(), relay.close())
              .<Void>mapEmpty()
              .onComplete(closed);
        });
    return closed.future();
  }
}
