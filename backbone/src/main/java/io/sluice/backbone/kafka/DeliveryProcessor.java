package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes deliveries: a command when its reply is acknowledged, a dead letter when it is. A
 * command that failed and is to run again does so here, before the next of its key.
 *
 * <p>A dead letter that cannot be written is tried again for as long as the partition is ours, with
 * pauses that grow to 10 s. Its record stays unfinished meanwhile, counts as one that waits for its
 * key, and the revocation of its partition does not wait for it: the next consumer finds it again.
 */
final class DeliveryProcessor {

  private static final Logger log = LoggerFactory.getLogger(DeliveryProcessor.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Starts starts;
  private final InstantSource clock;
  private final CommandRunner runner;
  private final KafkaReplySender replies;
  private final DeadLetters deadLetters;

  DeliveryProcessor(
      Starts starts,
      InstantSource clock,
      CommandRunner runner,
      KafkaReplySender replies,
      DeadLetters deadLetters) {
    this.starts = starts;
    this.clock = clock;
    this.runner = runner;
    this.replies = replies;
    this.deadLetters = deadLetters;
  }

  /**
   * Called on the context. What has lost its partition does not start: it is another consumer's.
   *
   * @return never fails; ends when the next of the key may start
   */
  Future<Void> process(Delivery delivery) {
    return starts
        .start(delivery)
        .compose(started -> started ? begin(delivery) : Future.succeededFuture());
  }

  private Future<Void> begin(Delivery delivery) {
    return switch (delivery.reading()) {
      case Reading.Known known -> new Run(delivery, known).next(known.command());
      case Reading.Unknown(Command command, DeadLetter letter) ->
          run(command)
              .compose(result -> answer(command, result.reply()))
              .compose(answered -> putAside(delivery, letter));
      case Reading.NoCommand(DeadLetter letter) -> putAside(delivery, letter);
    };
  }

  private Future<RunResult> run(Command command) {
    return Future.succeededFuture(command).compose(runner::run);
  }

  /** Ends when the reply is acknowledged; one that cannot be sent is the caller's timeout. */
  private Future<Void> answer(Command command, Reply reply) {
    return Future.succeededFuture(reply)
        .compose(one -> replies.send(one, command.replyTo()))
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
            failure ->
                starts
                    .startAgain(delivery, pause)
                    .onSuccess(
                        started -> {
                          if (started) {
                            tryToPutAside(delivery, letter, longer(pause), ended);
                          } else {
                            ended.complete();
                          }
                        }));
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /** One command's runs, until it is finished or another consumer's. */
  private final class Run {

    private final Delivery delivery;
    private final Reading.Known known;

    private Run(Delivery delivery, Reading.Known known) {
      this.delivery = delivery;
      this.known = known;
    }

    Future<Void> next(Command command) {
      return run(command)
          .compose(
              result ->
                  switch (result) {
                    case RunResult.Answered(Reply reply) -> finish(command, reply);
                    case RunResult.Again again -> again(command, again);
                    case RunResult.GivenUp(Reply reply, int attempts, String detail) ->
                        answer(command, reply)
                            .compose(told -> putAside(delivery, letter(attempts, detail)));
                  },
              broken -> {
                // Not to happen; its caller meets the deadline, and its key goes on.
                CallLog.about(log.atError(), command).setCause(broken).log("command not answered");
                delivery.work().finished(delivery);
                return Future.succeededFuture();
              });
    }

    private Future<Void> finish(Command command, Reply reply) {
      return answer(command, reply).onComplete(told -> delivery.work().finished(delivery));
    }

    /** What has no time for another attempt is over now: its caller need not wait for the end. */
    private Future<Void> again(Command command, RunResult.Again failed) {
      if (command.expiry().remaining(clock).compareTo(failed.pause()) <= 0) {
        return finish(command, failed.reply());
      }
      return starts
          .startAgain(delivery, failed.pause())
          .compose(started -> started ? next(command.nextAttempt()) : Future.succeededFuture());
    }

    private DeadLetter letter(int attempts, String detail) {
      return new DeadLetter(known.record(), DeadLetterReason.FAILED, detail, attempts);
    }
  }
}
