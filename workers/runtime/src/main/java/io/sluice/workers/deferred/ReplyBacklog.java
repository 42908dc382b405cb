package io.sluice.workers.deferred;

import io.sluice.workers.outbox.Backlog;
import io.sluice.workers.outbox.Publisher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Late replies that nobody has sent in time, for the relay. Confined to one context. */
public final class ReplyBacklog implements Backlog {

  private static final int BATCH = 200;

  private final Context context;
  private final Publisher publisher;
  private final DeferredReplies deferred;
  private final SqlClient database;

  public ReplyBacklog(
      Context context, Publisher publisher, DeferredReplies deferred, SqlClient database) {
    this.context = context;
    this.publisher = publisher;
    this.deferred = deferred;
    this.database = database;
  }

  @Override
  public Future<Boolean> isAnythingLeft(Duration age) {
    return Backlog.bounded(deferred.left(database, age, 1)).map(some -> !some.isEmpty());
  }

  @Override
  public Future<Boolean> publish(Duration age, BooleanSupplier mayGoOn) {
    return Backlog.bounded(deferred.left(database, age, BATCH)).compose(this::sendAll);
  }

  /** All at once: nothing puts replies in order. */
  private Future<Boolean> sendAll(List<LateReply> found) {
    List<LateReply> sent = new ArrayList<>();
    List<Future<Void>> all =
        found.stream().map(reply -> send(reply).onSuccess(there -> sent.add(reply))).toList();
    return Future.join(all)
        .transform(
            joined ->
                (sent.isEmpty()
                        ? Future.<Void>succeededFuture()
                        : Backlog.bounded(deferred.sent(database, sent)))
                    .compose(
                        deleted ->
                            joined.failed()
                                ? Future.failedFuture(joined.cause())
                                : Future.succeededFuture(found.size() == BATCH)));
  }

  private Future<Void> send(LateReply reply) {
    Promise<Void> onContext = Promise.promise();
    publisher
        .reply(reply.reply(), reply.address())
        .onComplete(sent -> context.runOnContext(ignored -> onContext.handle(sent)));
    return onContext.future();
  }
}
