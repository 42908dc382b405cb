package io.sluice.gateway.invocation;

import io.sluice.backbone.dispatch.FailureSpell;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every two seconds for what may have been lost, and sends it again: commands that no broker
 * acknowledged, and those that the service's group is done with though they have no end. Repeats
 * wishes to cancel, lets expire, removes. Each of these whatever becomes of the others. One round
 * at a time on each node; the ledger keeps the nodes apart.
 */
final class Sweeper {

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final long PERIOD_MILLIS = 2_000;
  private static final int ROUNDS_TO_CLEAN = 5;
  private static final int MOST = 200;

  private final Map<String, FailureSpell> failures = new ConcurrentHashMap<>();
  private final LongAdder expired = new LongAdder();
  private final Vertx vertx;
  private final Ledger ledger;
  private final Resending resending;
  private final Supplier<Collection<CommandTopic>> topics;
  private final Cancelling cancelling;
  private Future<?> round = Future.succeededFuture();
  private boolean stopped;
  private long timer;
  private int rounds;

  /**
   * A sweeper that has not begun.
   *
   * @param topics of the contract that is served
   */
  Sweeper(
      Vertx vertx,
      Ledger ledger,
      Resending resending,
      Supplier<Collection<CommandTopic>> topics,
      Cancelling cancelling) {
    this.vertx = vertx;
    this.ledger = ledger;
    this.resending = resending;
    this.topics = topics;
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
    round = Future.succeededFuture().compose(begun -> sweep());
    round.onComplete(ended -> start());
  }

  private Future<?> sweep() {
    List<Future<?>> steps = new ArrayList<>();
    // Without Kafka, what was claimed would only be out of everybody's reach.
    if (resending.isReady()) {
      steps.add(step("unacknowledged commands", resending::unsent));
      for (CommandTopic from : topics.get()) {
        steps.add(step("commands of " + from.topic(), () -> resending.swallowed(from)));
      }
    }
    steps.add(step("wishes to cancel", this::cancelAgain));
    if (rounds++ % ROUNDS_TO_CLEAN == 0) {
      steps.add(step("expiry", this::expire));
      steps.add(step("removal", () -> ledger.purge(MOST)));
    }
    return Future.join(steps);
  }

  private Future<?> cancelAgain() {
    return ledger.openCancels(MOST).onSuccess(wishes -> wishes.forEach(cancelling::tellAgain));
  }

  private Future<?> expire() {
    return ledger.expire(MOST).onSuccess(expired::add);
  }

  /** Begun here, so that one that throws is one that fails. */
  private Future<?> step(String name, Supplier<Future<?>> work) {
    FailureSpell spell =
        failures.computeIfAbsent(name, first -> new FailureSpell(InstantSource.system()));
    return Future.succeededFuture()
        .compose(begun -> work.get())
        .onSuccess(done -> tellSuccess(name, spell))
        .onFailure(failure -> tellFailure(name, spell, failure));
  }

  private static void tellSuccess(String step, FailureSpell spell) {
    spell
        .endedBySuccess()
        .ifPresent(
            rounds ->
                log.atInfo()
                    .addKeyValue("step", step)
                    .addKeyValue("failed", rounds)
                    .log("the ledger is swept again"));
  }

  private static void tellFailure(String step, FailureSpell spell, Throwable failure) {
    if (spell.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("step", step)
          .addKeyValue("reason", failure.toString())
          .log("the ledger cannot be swept now");
    }
  }
}
