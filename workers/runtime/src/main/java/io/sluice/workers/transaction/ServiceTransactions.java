package io.sluice.workers.transaction;

import io.sluice.workers.database.Database;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.handler.Transactions;
import io.sluice.workers.inbox.Inbox;
import io.sluice.workers.outbox.EventSender;
import io.sluice.workers.outbox.Outbox;
import io.sluice.workers.outbox.Publisher;
import io.sluice.workers.outbox.Relay;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;

/** The transactions of one service on one node, and the way out for their events. Thread-safe. */
public final class ServiceTransactions implements Transactions {

  private final Context context;
  private final ExactlyOnce transactions;
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
    var inbox = new Inbox(service);
    var outbox = new Outbox(service, clock);
    this.context = context;
    this.sender = new EventSender(vertx, context, publisher, database.background());
    this.relay = new Relay(vertx, context, publisher, database.background());
    this.purge = new InboxPurge(vertx, database);
    this.transactions =
        new ExactlyOnce(
            context,
            clock,
            (call, work) -> new Attempt(database, inbox, outbox, streams, call, work),
            sender::offer);
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
    return transactions.run(call, work);
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
