package io.sluice.gateway.invocation;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.kafka.KafkaCommandSender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
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
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final FailureSpell failures = new FailureSpell(InstantSource.system());
  private final LongAdder unsent = new LongAdder();
  private final LongAdder swallowed = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final Vertx vertx;
  private final Ledger ledger;
  private final KafkaCommandSender sender;
  private final Supplier<Collection<DurableWay>> ways;
  private final Function<DurableWay, Future<Map<Integer, Long>>> committed;
  private final Cancelling cancelling;
  private volatile Future<?> round = Future.succeededFuture();
  private volatile boolean stopped;
  private volatile long timer;
  private int rounds;

  /**
   * A sweeper that has not begun.
   *
   * @param ways of the contract that is served
   * @param committed how far the service's group is done with the topic, by partition
   */
  Sweeper(
      Vertx vertx,
      Ledger ledger,
      KafkaCommandSender sender,
      Supplier<Collection<DurableWay>> ways,
      Function<DurableWay, Future<Map<Integer, Long>>> committed,
      Cancelling cancelling) {
    this.vertx = vertx;
    this.ledger = ledger;
    this.sender = sender;
    this.ways = ways;
    this.committed = committed;
    this.cancelling = cancelling;
  }

  void start() {
    if (!stopped) {
      timer = vertx.setTimer(PERIOD_MILLIS, fired -> sweepAndGoOn());
    }
  }

  /** Completes when a round under way has ended. */
  Future<Void> stop() {
    stopped = true;
    var unused = vertx.cancelTimer(timer);
    return round.transform(ended -> Future.succeededFuture());
  }

  /** How many commands were sent again because no broker had acknowledged them. */
  long unsent() {
    return unsent.sum();
  }

  /** How many were sent again because the group was done with them, and they had no end. */
  long swallowed() {
    return swallowed.sum();
  }

  long expired() {
    return expired.sum();
  }

  private void sweepAndGoOn() {
    round = sweep().onSuccess(done -> tellSuccess()).onFailure(this::tellFailure);
    round.onComplete(ended -> start());
  }

  private Future<?> sweep() {
    Future<?> sent =
        ledger
            .claimUnsent(MOST, LEASE)
            .compose(claimed -> sendAll(claimed, unsent))
            .compose(done -> sendSwallowed())
            .compose(done -> ledger.openCancels(MOST))
            .onSuccess(wishes -> wishes.forEach(cancelling::tellAgain));
    return rounds++ % ROUNDS_TO_CLEAN == 0 ? sent.compose(done -> clean()) : sent;
  }

  private Future<?> sendSwallowed() {
    Future<?> all = Future.succeededFuture();
    for (DurableWay way : List.copyOf(ways.get())) {
      all =
          all.compose(before -> committed.apply(way))
              .compose(offsets -> ledger.claimSwallowed(way.topic(), offsets, MOST, LEASE))
              .compose(claimed -> sendAll(claimed, swallowed));
    }
    return all;
  }

  private Future<?> sendAll(List<Unsent> claimed, LongAdder counter) {
    return Future.join(claimed.stream().map(one -> send(one, counter)).toList());
  }

  /** Where that fails, the lease ends and somebody tries again. */
  private Future<?> send(Unsent one, LongAdder counter) {
    counter.increment();
    return sender
        .send(one.command(), one.topic())
        .onSuccess(position -> ledger.sent(one.command().invocation(), position));
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
