package io.sluice.workers.outbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Events that nobody has published in time, for the relay: of each key one after the other.
 * Confined to one context.
 */
public final class EventBacklog implements Backlog {

  private static final int BATCH = 200;

  private final Context context;
  private final Publisher publisher;
  private final SqlClient database;

  public EventBacklog(Context context, Publisher publisher, SqlClient database) {
    this.context = context;
    this.publisher = publisher;
    this.database = database;
  }

  @Override
  public Future<Boolean> isAnythingLeft(Duration age) {
    return Backlog.bounded(Outbox.left(database, age, 1)).map(some -> !some.isEmpty());
  }

  @Override
  public Future<Boolean> publish(Duration age, BooleanSupplier mayGoOn) {
    return Backlog.bounded(Outbox.left(database, age, BATCH))
        .compose(found -> publish(found, mayGoOn));
  }

  private Future<Boolean> publish(List<Pending> found, BooleanSupplier mayGoOn) {
    Map<StreamKey, List<Pending>> byKey = new LinkedHashMap<>();
    found.forEach(
        event -> byKey.computeIfAbsent(event.line(), key -> new ArrayList<>()).add(event));
    List<Long> acknowledged = new ArrayList<>();
    List<Future<Void>> keys =
        byKey.values().stream().map(events -> publishKey(events, mayGoOn, acknowledged)).toList();
    return Future.join(keys)
        .transform(
            joined ->
                (acknowledged.isEmpty()
                        ? Future.<Void>succeededFuture()
                        : Backlog.bounded(Outbox.delete(database, acknowledged)))
                    .compose(
                        deleted ->
                            joined.failed()
                                ? Future.failedFuture(joined.cause())
                                : Future.succeededFuture(found.size() == BATCH)));
  }

  private Future<Void> publishKey(
      Collection<Pending> events, BooleanSupplier mayGoOn, List<Long> acknowledged) {
    Future<Void> sent = Future.succeededFuture();
    for (Pending event : events) {
      sent =
          sent.compose(
              before ->
                  mayGoOn.getAsBoolean()
                      ? send(event).onSuccess(there -> acknowledged.add(event.position()))
                      : Future.succeededFuture());
    }
    return sent;
  }

  private Future<Void> send(Pending event) {
    Promise<Void> onContext = Promise.promise();
    publisher
        .send(event.event(), event.stream())
        .onComplete(sent -> context.runOnContext(ignored -> onContext.handle(sent)));
    return onContext.future();
  }
}
