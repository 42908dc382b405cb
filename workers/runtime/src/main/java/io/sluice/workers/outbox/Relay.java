package io.sluice.workers.outbox;

import io.sluice.backbone.dispatch.FailureSpell;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what has been in the backlogs for longer than publishing takes: what a crash, a broker
 * that was away, or a full memory has left. On one node at a time, by a lease; should two overlap,
 * events come twice and in order, and replies twice. Confined to one context.
 */
public final class Relay {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  private static final Duration LEFT_AFTER = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Nothing of a round is begun later; the last may then take as long as the producer has. */
  private static final Duration ROUND = Duration.ofSeconds(8);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);

  private final FailureSpell unsent = new FailureSpell(InstantSource.system());
  private final Vertx vertx;
  private final List<Backlog> backlogs;
  private final RelayLease lease;
  private Future<Void> round = Future.succeededFuture();
  private long timer;
  private boolean published;
  private boolean closed;

  /** To be made on the context; works at once. */
  public Relay(Vertx vertx, SqlClient database, List<Backlog> backlogs) {
    this.vertx = vertx;
    this.backlogs = List.copyOf(backlogs);
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
                next(ended.result() ? Duration.ZERO : PAUSE, PAUSE);
              }
            });
  }

  /** Whether there is more; fails where something could not be published, and did the rest. */
  private Future<Boolean> round() {
    published = false;
    long end = System.nanoTime() + ROUND.toNanos();
    BooleanSupplier mayGoOn = () -> System.nanoTime() < end && !closed;
    List<Future<Boolean>> all = backlogs.stream().map(one -> round(one, mayGoOn)).toList();
    return Future.join(all)
        .onSuccess(joined -> tellSuccess())
        .map(joined -> all.stream().anyMatch(Future::result));
  }

  private Future<Boolean> round(Backlog backlog, BooleanSupplier mayGoOn) {
    return backlog
        .isAnythingLeft(LEFT_AFTER)
        .compose(some -> some ? Backlog.bounded(lease.take()) : Future.succeededFuture(false))
        .compose(
            ours ->
                ours
                    ? backlog.publish(LEFT_AFTER, mayGoOn).onSuccess(more -> published = true)
                    : Future.succeededFuture(false));
  }

  private void tellSuccess() {
    (published ? unsent.endedBySuccess() : OptionalLong.empty())
        .ifPresent(
            failures ->
                log.atInfo().addKeyValue("failures", failures).log("the outbox is emptied again"));
  }

  private void tellFailure(Throwable failure) {
    if (unsent.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("reason", failure.toString())
          .log("the outbox cannot be emptied; its events and late replies wait");
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
