package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.kafka.ParkingLot.Attempt;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes deliveries: a command when its reply is acknowledged, a dead letter when it is. A
 * command that failed and is to run again does so here, before the next of its key, for as long as
 * {@link #IN_PLACE}; then it is parked, and counts as finished, and so does each later one of its
 * key. A copy of what is parked, or is a dead letter, is not run.
 */
final class DeliveryProcessor implements Processing<Reading> {

  /** How long a command that fails may hold up its key. */
  static final Duration IN_PLACE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(DeliveryProcessor.class);

  /** Until what could not be parked behind its key is looked at again. */
  private static final Duration BEHIND_PAUSE = Duration.ofSeconds(1);

  private final Starts starts;
  private final Alone alone;
  private final Parking parking;
  private final Copies copies;
  private final InstantSource clock;
  private final CommandRunner runner;
  private final KafkaReplySender replies;
  private final DeadLetterWriter letters;

  DeliveryProcessor(
      Starts starts,
      Alone alone,
      Parking parking,
      InstantSource clock,
      CommandRunner runner,
      KafkaReplySender replies,
      DeadLetters deadLetters) {
    this.starts = starts;
    this.alone = alone;
    this.parking = parking;
    this.copies = parking.copies();
    this.clock = clock;
    this.runner = runner;
    this.replies = replies;
    this.letters = new DeadLetterWriter(starts, deadLetters);
  }

  /** Nothing of it is read before it is known what is parked of it. */
  @Override
  public void assigned(WorkInHand<Reading> work, PartitionWork partition, LongSupplier end) {
    parking.open(work, partition, end);
  }

  /**
   * Called on the context. What has lost its partition does not start: it is another consumer's.
   *
   * @return never fails; ends when the next of the key may start
   */
  @Override
  public Future<Void> process(Delivery<Reading> delivery) {
    return starts.run(delivery, this::begin);
  }

  private Future<Void> begin(Delivery<Reading> delivery) {
    return switch (delivery.reading()) {
      case Reading.Known known when copies.isOfParked(delivery, known.command()) ->
          finish(delivery);
      case Reading.Known known when copies.isGivenUp(delivery, known.command()) ->
          replies
              .answer(
                  known.command(),
                  GivenUpReply.to(known.command(), known.record().topic(), clock.instant()),
                  delivery.partition())
              .compose(told -> finish(delivery));
      case Reading.Known known when parking.isParked(delivery, known) -> behind(delivery, known);
      case Reading.Known known -> new Run(delivery, known).next(known.command());
      case Reading.Unknown unknown -> unknown(delivery, unknown);
      case Reading.NoCommand(DeadLetter letter) -> putAside(delivery, letter);
    };
  }

  private Future<Void> unknown(Delivery<Reading> delivery, Reading.Unknown unknown) {
    Command command = unknown.command();
    return run(command)
        .compose(
            result ->
                unknown.isUnwanted(result.reply(), clock)
                    ? answer(delivery, command, result.reply()).compose(told -> finish(delivery))
                    : replies
                        .answerAside(command, result.reply(), delivery.partition())
                        .compose(told -> putAside(delivery, unknown.letter())),
            broken -> putAside(delivery, unknown.letter()));
  }

  private Future<Void> finish(Delivery<Reading> delivery) {
    return parking.forget(delivery).onComplete(over -> delivery.finished());
  }

  /** An earlier one of the key is parked, so that it must be, too, or wait. */
  private Future<Void> behind(Delivery<Reading> delivery, Reading.Known known) {
    return parking
        .park(delivery, known, known.command().attempt() - 1, Duration.ZERO, "behind another")
        .compose(
            parked -> {
              if (parked) {
                delivery.finished();
                return Future.succeededFuture();
              }
              return again(delivery, BEHIND_PAUSE, () -> begin(delivery));
            });
  }

  private Future<Void> again(
      Delivery<Reading> delivery, Duration pause, Supplier<Future<Void>> action) {
    return starts
        .startAgain(delivery, pause)
        .compose(started -> started ? action.get() : Future.succeededFuture());
  }

  private Future<Void> answer(Delivery<Reading> delivery, Command command, Reply reply) {
    return replies.answer(command, reply, delivery.partition());
  }

  private Future<RunResult> run(Command command) {
    try {
      return runner.run(command);
    } catch (Throwable e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> putAside(Delivery<Reading> delivery, DeadLetter letter) {
    return letters
        .write(delivery, letter)
        .compose(written -> written ? finish(delivery) : Future.succeededFuture());
  }

  /** One command's runs, until it is finished or another consumer's. */
  private final class Run {

    private final long begun = System.nanoTime();
    private final Delivery<Reading> delivery;
    private final Reading.Known known;
    private @Nullable Attempt last;

    private Run(Delivery<Reading> delivery, Reading.Known known) {
      this.delivery = delivery;
      this.known = known;
    }

    Future<Void> next(Command command) {
      Suspects suspects = delivery.partition().suspects();
      if (suspects != null && suspects.contains(delivery.offset())) {
        int most = runner.mostAttempts(command.operation());
        if (most < Integer.MAX_VALUE) {
          return next(command, suspects, most);
        }
      }
      return ended(command, DeliveryProcessor.this.run(command));
    }

    /** It may have been begun before, and the process have ended with it. */
    private Future<Void> next(Command command, Suspects suspects, int most) {
      Attempt before = last;
      Attempt attempt =
          before == null
              ? suspects.next(delivery.offset(), most)
              : new Attempt(delivery.offset(), command.attempt(), before.alone());
      last = attempt;
      Command numbered = command.asAttempt(attempt.number());
      if (!attempt.alone()) {
        return suspects
            .write(attempt)
            .compose(written -> ended(numbered, DeliveryProcessor.this.run(numbered)));
      }
      return starts
          .startAfter(delivery, alone.enter())
          .compose(
              started -> {
                if (!started) {
                  alone.leave();
                  return Future.succeededFuture();
                }
                Future<RunResult> run =
                    suspects
                        .write(attempt)
                        .compose(written -> DeliveryProcessor.this.run(numbered))
                        .compose(result -> endAlone(suspects, result))
                        .onComplete(over -> alone.leave());
                return ended(numbered, run);
              });
    }

    /** What has failed keeps the count of its attempts. */
    private Future<RunResult> endAlone(Suspects suspects, RunResult result) {
      return result instanceof RunResult.Again
          ? Future.succeededFuture(result)
          : suspects.endAlone(delivery.offset()).map(result);
    }

    /** What has ended already need not be waited for. */
    private Future<Void> ended(Command command, Future<RunResult> run) {
      return run.succeeded()
          ? ended(command, run.result())
          : run.compose(
              result -> ended(command, result),
              broken -> {
                // Not to happen; its caller meets the deadline, and its key goes on.
                CallLog.about(log.atError(), command).setCause(broken).log("command not answered");
                delivery.finished();
                return Future.succeededFuture();
              });
    }

    private Future<Void> ended(Command command, RunResult result) {
      return switch (result) {
        case RunResult.Answered(Reply reply) -> finish(command, reply);
        case RunResult.Deferred deferred -> DeliveryProcessor.this.finish(delivery);
        case RunResult.Again again -> again(command, again);
        case RunResult.GivenUp(Reply reply, int attempts, String detail) ->
            replies
                .answerAside(command, reply, delivery.partition())
                .compose(told -> giveUp(letter(attempts, detail)));
      };
    }

    private Future<Void> finish(Command command, Reply reply) {
      Future<Void> told = answer(delivery, command, reply);
      delivery.place().answered(delivery.size() + reply.payload().data().length());
      return told.compose(over -> DeliveryProcessor.this.finish(delivery));
    }

    /** What has no time for another attempt is over now: its caller need not wait for the end. */
    private Future<Void> again(Command command, RunResult.Again failed) {
      if (command.expiry().remaining(clock).compareTo(failed.pause()) <= 0) {
        return finish(command, failed.reply());
      }
      long held = System.nanoTime() - begun + failed.pause().toNanos();
      return held <= IN_PLACE.toNanos() ? inPlace(command, failed.pause()) : park(command, failed);
    }

    private Future<Void> inPlace(Command command, Duration pause) {
      return DeliveryProcessor.this.again(delivery, pause, () -> next(command.nextAttempt()));
    }

    private Future<Void> park(Command command, RunResult.Again failed) {
      return parking
          .park(delivery, known, command.attempt(), failed.pause(), failed.detail())
          .compose(
              parked -> {
                if (parked) {
                  delivery.finished();
                  return Future.succeededFuture();
                }
                return inPlace(command, failed.pause());
              });
    }

    private Future<Void> giveUp(DeadLetter letter) {
      return letters
          .write(delivery, letter)
          .compose(
              written ->
                  written
                      ? copies
                          .giveUp(delivery, known.command())
                          .compose(over -> DeliveryProcessor.this.finish(delivery))
                      : Future.succeededFuture());
    }

    private DeadLetter letter(int attempts, String detail) {
      return new DeadLetter(known.record(), DeadLetterReason.FAILED, detail, attempts);
    }
  }
}
