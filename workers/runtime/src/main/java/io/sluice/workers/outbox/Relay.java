package io.sluice.workers.outbox;

import io.sluice.backbone.dispatch.FailureSpell;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what has been in the outbox for longer than publishing takes: what a crash, a broker
 * that was away, or a full memory has left. On one node at a time, by a lease; should two overlap,
 * events come twice and in order. Confined to one context.
 */
public final class Relay {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  private static final Duration LEFT_AFTER = Duration.ofSeconds(1);
  private static final int BATCH = 200;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** No event of a round is begun later; the last one may then take as long as the producer has. */
  private static final Duration ROUND = Duration.ofSeconds(8);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);
  private static final Duration QUERY_LIMIT = Duration.ofSeconds(6);

  private final FailureSpell unsent = new FailureSpell(InstantSource.system());
  private final Vertx vertx;
  private final Context context;
  private final Publisher publisher;
  private final SqlClient database;
  private final RelayLease lease;
  private Future<Void> round = Future.succeededFuture();
  private long timer;
  private boolean closed;

  /** To be made on the context; works at once. */
  public Relay(Vertx vertx, Context context, Publisher publisher, SqlClient database) {
    this.vertx = vertx;
    this.context = context;
    this.publisher = publisher;
    this.database = database;
    this.lease = new RelayLease(database);
    next(Duration.ZERO, PAUSE);
  }

  /** Begins no more, and gives the lease back; ends when nothing is on its way, or after 6 s. */
  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return round
        .eventually(lease::release)
        .timeout(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }

  private void next(Duration pause, Duration afterFailure) {
    if (!closed) {
      timer = vertx.setTimer(Math.max(1, pause.toMillis()), fired -> turn(afterFailure));
    }
  }

  private void turn(Duration afterFailure) {
    Promise<Void> over = Promise.promise();
    round = over.future();
    round()
        .onComplete(
            ended -> {
              over.complete();
              if (ended.failed()) {
                tellFailure(ended.cause());
                next(afterFailure, longer(afterFailure));
              } else {
                next(ended.result() == BATCH ? Duration.ZERO : PAUSE, PAUSE);
              }
            });
  }

  /** How many events it found; fails where one could not be published. */
  private Future<Integer> round() {
    return bounded(Outbox.left(database, LEFT_AFTER, 1))
        .compose(
            some ->
                some.isEmpty()
                    ? Future.succeededFuture(0)
                    : bounded(lease.take()).compose(this::go));
  }

  private Future<Integer> go(boolean ours) {
    return ours
        ? bounded(Outbox.left(database, LEFT_AFTER, BATCH)).compose(this::publish)
        : Future.succeededFuture(0);
  }

  private Future<Integer> publish(List<Pending> found) {
    long end = System.nanoTime() + ROUND.toNanos();
    Map<StreamKey, List<Pending>> byKey = new LinkedHashMap<>();
    found.forEach(
        event -> byKey.computeIfAbsent(event.line(), key -> new ArrayList<>()).add(event));
    List<Long> acknowledged = new ArrayList<>();
    List<Future<Void>> keys =
        byKey.values().stream().map(events -> publishKey(events, end, acknowledged)).toList();
    return Future.join(keys)
        .transform(
            joined ->
                (acknowledged.isEmpty()
                        ? Future.<Void>succeededFuture()
                        : bounded(Outbox.delete(database, acknowledged)))
                    .compose(
                        deleted -> joined.failed() ? Future.failedFuture(joined.cause()) : told())
                    .map(found.size()));
  }

  private Future<Void> publishKey(Collection<Pending> events, long end, List<Long> acknowledged) {
    Future<Void> sent = Future.succeededFuture();
    for (Pending event : events) {
      sent =
          sent.compose(
              before ->
                  System.nanoTime() > end || closed
                      ? Future.succeededFuture()
                      : send(event).onSuccess(there -> acknowledged.add(event.position())));
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

  private static <T> Future<T> bounded(Future<T> query) {
    return query.timeout(QUERY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<Void> told() {
    unsent
        .endedBySuccess()
        .ifPresent(
            failures ->
                log.atInfo().addKeyValue("failures", failures).log("the outbox is emptied again"));
    return Future.succeededFuture();
  }

  private void tellFailure(Throwable failure) {
    if (unsent.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("reason", failure.toString())
          .log("the outbox cannot be emptied; its events wait");
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
