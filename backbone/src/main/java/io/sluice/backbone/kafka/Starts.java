package io.sluice.backbone.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Whether a delivery may start: its partition must be ours for certain, and the consumer at work.
 * What may, counts as running in its partition until it says that it has ended. Confined to one
 * Vert.x context, where it says nothing else.
 */
final class Starts {

  private final Context context;
  private final Room room;
  private final BooleanSupplier mayStart;

  /**
   * @param context where work is started
   * @param mayStart whether the consumer still starts anything
   */
  Starts(Context context, Room room, BooleanSupplier mayStart) {
    this.context = context;
    this.room = room;
    this.mayStart = mayStart;
  }

  /**
   * Runs what may start. What has lost its partition does not: it is another consumer's. Where that
   * is not known, it waits until it is.
   *
   * @return ends when the run does, or at once
   */
  <K extends Keyed> Future<Void> run(
      Delivery<K> delivery, Function<Delivery<K>, Future<Void>> action) {
    if (isInDoubt(delivery)) {
      return delivery.work().lease().changed().compose(changed -> run(delivery, action));
    }
    return tryStart(delivery) ? action.apply(delivery) : Future.succeededFuture();
  }

  private Future<Boolean> start(Delivery<?> delivery) {
    return isInDoubt(delivery)
        ? delivery.work().lease().changed().compose(changed -> start(delivery))
        : Future.succeededFuture(tryStart(delivery));
  }

  private static boolean isInDoubt(Delivery<?> delivery) {
    return !delivery.work().lease().holds() && !delivery.partition().isRevoked();
  }

  private boolean tryStart(Delivery<?> delivery) {
    return mayStart.getAsBoolean() && delivery.partition().tryStart();
  }

  /**
   * Ends a run and starts it again after a pause, in which it counts as one that waits for its key
   * and a revocation does not wait for it. Any thread may call it.
   */
  Future<Boolean> startAgain(Delivery<?> delivery, Duration pause) {
    Promise<Void> over = Promise.promise();
    Future<Boolean> started = startAfter(delivery, over.future());
    context.runOnContext(
        ignored -> {
          context.owner().setTimer(Math.max(1, pause.toMillis()), fired -> over.tryComplete());
          endIfRevoked(delivery, over);
        });
    return started;
  }

  /** Nobody need wait for what will not start; its key may be back soon. */
  private static void endIfRevoked(Delivery<?> delivery, Promise<Void> pause) {
    if (delivery.partition().isRevoked()) {
      pause.tryComplete();
    } else if (!pause.future().isComplete()) {
      delivery.work().lease().changed().onSuccess(changed -> endIfRevoked(delivery, pause));
    }
  }

  /** The same when its turn comes, on the context. */
  Future<Boolean> startAfter(Delivery<?> delivery, Future<Void> turn) {
    delivery.partition().end();
    room.giveToWait(delivery);
    return turn.compose(
        come -> {
          room.takeAfterWait(delivery);
          return start(delivery);
        });
  }
}
