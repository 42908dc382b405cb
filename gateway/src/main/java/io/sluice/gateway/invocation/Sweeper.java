package io.sluice.gateway.invocation;

import io.sluice.backbone.dispatch.FailureSpell;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every two seconds for what may have been lost, and sends it again: commands that no broker
 * acknowledged, and those that the service's group is done with though they have no end. Repeats
 * wishes to cancel, lets expire, removes. One at work at a time on each node; the ledger keeps the
 * nodes apart.
 */
final class Sweeper {

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final long PERIOD_MILLIS = 2_000;
  private static final int ROUNDS_TO_CLEAN = 5;
  private static final int MOST = 200;

  private final FailureSpell failures = new FailureSpell(InstantSource.system());
  private final LongAdder expired = new LongAdder();
  private final Vertx vertx;
  private final Ledger ledger;
  private final Resending resending;
  private final Supplier<Collection<DurableWay>> ways;
  private final Cancelling cancelling;
  private Future<?> round = Future.succeededFuture();
  private boolean stopped;
  private long timer;
  private int rounds;

  /**
   * A sweeper that has not begun.
   *
   * @param ways of the contract that is served
   */
  Sweeper(
      Vertx vertx,
      Ledger ledger,
      Resending resending,
      Supplier<Collection<DurableWay>> ways,
      Cancelling cancelling) {
    this.vertx = vertx;
    this.ledger = ledger;
    this.resending = resending;
    this.ways = ways;
    this.cancelling = cancelling;
  }

  synchronized void start() {
    if (!stopped) {
      timer = vertx.setTimer(PERIOD_MILLIS, fired -> sweepAndGoOn());
    }
  }

  /** Completes when a round under way has ended; no other begins. */
  synchronized Future<Void> stop() {
    stopped = true;
    var unused = vertx.cancelTimer(timer);
    return round.transform(ended -> Future.succeededFuture());
  }

  long expired() {
    return expired.sum();
  }

  private synchronized void sweepAndGoOn() {
    if (stopped) {
      return;
    }
    round = sweep().onSuccess(done -> tellSuccess()).onFailure(this::tellFailure);
    round.onComplete(ended -> start());
  }

  private Future<?> sweep() {
    Future<?> sent =
        sendAgain()
            .compose(done -> ledger.openCancels(MOST))
            .onSuccess(wishes -> wishes.forEach(cancelling::tellAgain));
    return rounds++ % ROUNDS_TO_CLEAN == 0 ? sent.compose(done -> clean()) : sent;
  }

  /** Without Kafka, what was claimed would only be out of everybody's reach. */
  private Future<?> sendAgain() {
    if (!resending.isReady()) {
      return Future.succeededFuture();
    }
    Future<?> all = resending.unsent();
    for (DurableWay way : List.copyOf(ways.get())) {
      all = all.compose(before -> resending.swallowed(way));
    }
    return all;
  }

  private Future<?> clean() {
    return ledger.expire(MOST).onSuccess(expired::add).compose(done -> ledger.purge(MOST));
  }

  private void tellSuccess() {
    failures
        .endedBySuccess()
        .ifPresent(
            rounds -> log.atInfo().addKeyValue("failed", rounds).log("the ledger is swept again"));
  }

  private void tellFailure(Throwable failure) {
    if (failures.beginsWithFailure()) {
      log.atWarn().addKeyValue("reason", failure.toString()).log("the ledger cannot be swept now");
    }
  }
}
