package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.message.Command;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finishes deliveries: a command when its reply is acknowledged, a dead letter when it is. */
final class DeliveryProcessor {

  private static final Logger log = LoggerFactory.getLogger(DeliveryProcessor.class);

  private final Starts starts;
  private final CommandHandler handler;
  private final KafkaReplySender replies;
  private final DeadLetterWriter letters;

  DeliveryProcessor(
      Starts starts, CommandHandler handler, KafkaReplySender replies, DeadLetters deadLetters) {
    this.starts = starts;
    this.handler = handler;
    this.replies = replies;
    this.letters = new DeadLetterWriter(starts, deadLetters);
  }

  /**
   * Called on the context.
   *
   * @return never fails; ends when the next of the key may start
   */
  Future<Void> process(Delivery<Reading> delivery) {
    return starts
        .start(delivery)
        .compose(started -> started ? start(delivery) : Future.succeededFuture());
  }

  private Future<Void> start(Delivery<Reading> delivery) {
    return switch (delivery.reading()) {
      case Reading.Known(Command command) ->
          answer(command).onComplete(answered -> delivery.work().finished(delivery));
      case Reading.Unknown(Command command, DeadLetter letter) ->
          answer(command).compose(answered -> putAside(delivery, letter));
      case Reading.NoCommand(DeadLetter letter) -> putAside(delivery, letter);
    };
  }

  /** Ends when the reply is acknowledged; one that cannot be sent is the caller's timeout. */
  private Future<Void> answer(Command command) {
    return Future.succeededFuture(command)
        .compose(handler::handle)
        .compose(reply -> replies.send(reply, command.replyTo()))
        .otherwise(
            failure -> {
              CallLog.about(log.atError(), command).setCause(failure).log("command not answered");
              return null;
            });
  }

  private Future<Void> putAside(Delivery<Reading> delivery, DeadLetter letter) {
    return letters
        .write(delivery, letter)
        .map(
            written -> {
              if (written) {
                delivery.work().finished(delivery);
              }
              return null;
            });
  }
}
