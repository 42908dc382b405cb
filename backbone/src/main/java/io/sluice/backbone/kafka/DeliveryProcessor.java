package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.message.Command;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes deliveries: a command when its reply is acknowledged, a dead letter when it is.
 *
 * <p>A dead letter that cannot be written is tried again for as long as the partition is ours, with
 * pauses that grow to 10 s. Its record stays unfinished meanwhile, counts as one that waits for its
 * key, and the revocation of its partition does not wait for it: the next consumer finds it again.
 */
final class DeliveryProcessor {

  private static final Logger log = LoggerFactory.getLogger(DeliveryProcessor.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Context context;
  private final Room room;
  private final BooleanSupplier mayStart;
  private final CommandHandler handler;
  private final KafkaReplySender replies;
  private final DeadLetters deadLetters;

  /**
   * @param context where the handler runs
   * @param mayStart whether what has not started may start
   */
  DeliveryProcessor(
      Context context,
      Room room,
      BooleanSupplier mayStart,
      CommandHandler handler,
      KafkaReplySender replies,
      DeadLetters deadLetters) {
    this.context = context;
    this.room = room;
    this.mayStart = mayStart;
    this.handler = handler;
    this.replies = replies;
    this.deadLetters = deadLetters;
  }

  /**
   * Called on the context. What has lost its partition does not start: it is another consumer's.
   * Where that is not known, it waits until it is.
   *
   * @return never fails; ends when the next of the key may start
   */
  Future<Void> process(Delivery delivery) {
    if (!delivery.work().lease().holds() && !delivery.partition().isRevoked()) {
      return delivery.work().lease().changed().compose(changed -> process(delivery));
    }
    if (!mayStart.getAsBoolean() || !delivery.partition().tryStart()) {
      return Future.succeededFuture();
    }
    return switch (delivery.reading()) {
      case Reading.Known(Command command) ->
          answer(delivery, command).onComplete(answered -> delivery.work().finished(delivery));
      case Reading.Unknown(Command command, DeadLetter letter) ->
          answer(delivery, command).compose(answered -> putAside(delivery, letter));
      case Reading.NoCommand(DeadLetter letter) -> putAside(delivery, letter);
    };
  }

  /** Ends when the reply is acknowledged; one that cannot be sent is the caller's timeout. */
  private Future<Void> answer(Delivery delivery, Command command) {
    return Future.succeededFuture(command)
        .compose(handler::handle)
        .compose(reply -> replies.send(reply, command, () -> !delivery.partition().isRevoked()))
        .otherwise(
            failure -> {
              CallLog.about(log.atError(), command).setCause(failure).log("command not answered");
              return null;
            });
  }

  private Future<Void> putAside(Delivery delivery, DeadLetter letter) {
    Promise<Void> ended = Promise.promise();
    tryToPutAside(delivery, letter, FIRST_PAUSE, ended);
    return ended.future();
  }

  private void tryToPutAside(
      Delivery delivery, DeadLetter letter, Duration pause, Promise<Void> ended) {
    deadLetters
        .send(letter)
        .onSuccess(
            sent -> {
              delivery.work().finished(delivery);
              ended.complete();
            })
        .onFailure(
            failure -> {
              delivery.partition().end();
              room.giveToWait(delivery);
              tryAgain(delivery, letter, pause, ended);
            });
  }

  private void tryAgain(Delivery delivery, DeadLetter letter, Duration pause, Promise<Void> ended) {
    context
        .owner()
        .setTimer(
            pause.toMillis(),
            fired -> {
              room.takeAfterWait(delivery);
              if (delivery.partition().tryStart()) {
                tryToPutAside(delivery, letter, longer(pause), ended);
              } else {
                ended.complete();
              }
            });
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
