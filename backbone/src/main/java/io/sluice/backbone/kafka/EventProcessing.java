package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.EventHandler;
import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.dispatch.NotNowException;
import io.sluice.backbone.kafka.ParkingLot.Attempt;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.MalformedMessageException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Finishes deliveries of events. One whose handler fails is tried again in place, with pauses that
 * grow, for 10 s, and then it is a dead letter; it holds up its key only. What is in the way of all
 * events, such as a database that is away, is waited for without an end. One that ended its process
 * at each of {@link #SILENT_ATTEMPTS} is a dead letter, too.
 */
final class EventProcessing implements Processing<EventReading> {

  private static final Logger log = LoggerFactory.getLogger(EventProcessing.class);

  private static final Duration IN_PLACE = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final int LONGEST_DETAIL = 1_000;

  /** How many attempts at an event may come to no end. */
  private static final int SILENT_ATTEMPTS = 3;

  private final FailureSpell hindered = new FailureSpell(InstantSource.system());
  private final Alone alone = new Alone();
  private final Context context;
  private final Starts starts;
  private final @Nullable Takeover takeover;
  private final EventHandler handler;
  private final DeadLetterWriter letters;

  /**
   * @param lot null where attempts that come to no end are not counted
   */
  EventProcessing(
      Context context,
      Starts starts,
      @Nullable ParkingLot lot,
      EventHandler handler,
      DeadLetters deadLetters) {
    this.context = context;
    this.starts = starts;
    this.takeover = lot == null ? null : new Takeover(context, lot);
    this.handler = handler;
    this.letters = new DeadLetterWriter(starts, deadLetters);
  }

  /** Nothing of it is read before it is known what may have been begun of it. */
  @Override
  public void assigned(WorkInHand<EventReading> work, PartitionWork partition, LongSupplier end) {
    if (takeover != null) {
      takeover.begin(partition, end, space -> {});
    }
  }

  @Override
  public Future<Void> process(Delivery<EventReading> delivery) {
    return starts.run(delivery, this::start);
  }

  private Future<Void> start(Delivery<EventReading> delivery) {
    return switch (delivery.reading()) {
      case EventReading.Happened happened -> new Run(delivery, happened).start();
      case EventReading.NoEvent(DeadLetter letter) ->
          letters
              .write(delivery, letter)
              .map(
                  written -> {
                    if (written) {
                      delivery.finished();
                    }
                    return null;
                  });
    };
  }

  /** One event's tries. Confined to the context. */
  private final class Run {

    private final Promise<Void> over = Promise.promise();
    private final Delivery<EventReading> delivery;
    private final EventReading.Happened happened;
    private long end = endFromNow();
    private int attempts;
    private int pauses;
    private boolean isAlone;

    private Run(Delivery<EventReading> delivery, EventReading.Happened happened) {
      this.delivery = delivery;
      this.happened = happened;
    }

    Future<Void> start() {
      Suspects suspects = delivery.partition().suspects();
      if (suspects == null || !suspects.contains(delivery.offset())) {
        attempt();
      } else {
        startAgain(suspects, suspects.next(delivery.offset(), SILENT_ATTEMPTS));
      }
      return over.future();
    }

    /** It may have been begun before, and the process have ended with it. */
    private void startAgain(Suspects suspects, Attempt next) {
      if (next.number() > SILENT_ATTEMPTS) {
        about(log.atError(), SILENT_ATTEMPTS).log("no attempt at the event came to an end");
        giveUp(DeadLetterReason.FAILED, "no attempt came to an end", SILENT_ATTEMPTS);
      } else if (next.alone()) {
        starts
            .startAfter(delivery, alone.enter())
            .onSuccess(
                started -> {
                  if (started) {
                    isAlone = true;
                    writeDown(suspects, next);
                  } else {
                    alone.leave();
                    over.complete();
                  }
                });
      } else {
        writeDown(suspects, next);
      }
    }

    /** Once for all tries of this process: what ends with an error is not counted beyond that. */
    private void writeDown(Suspects suspects, Attempt next) {
      suspects.write(next).onSuccess(written -> attempt());
    }

    private void attempt() {
      attempts++;
      onContext(Future.succeededFuture(happened.event()).compose(this::handle), this::ended);
    }

    private Future<Void> handle(Event event) {
      return handler.handle(happened.stream(), event);
    }

    private Future<Void> tellGivenUp(Event event) {
      return handler.giveUp(happened.stream(), event);
    }

    private void ended(AsyncResult<Void> result) {
      if (result.succeeded()) {
        tellSuccess();
        finish();
        return;
      }
      switch (result.cause()) {
        case MalformedMessageException unreadable ->
            giveUp(DeadLetterReason.MALFORMED, String.valueOf(unreadable.getMessage()), 0);
        case NotNowException away -> {
          tellHindered(away);
          attempts--;
          end = endFromNow();
          after(nextPause(), this::attempt);
        }
        case Throwable failure -> failed(failure);
      }
    }

    private void failed(Throwable failure) {
      Duration pause = nextPause();
      if (System.nanoTime() + pause.toNanos() - end < 0) {
        after(pause, this::attempt);
      } else {
        about(log.atError(), attempts).setCause(failure).log("event given up");
        giveUp(DeadLetterReason.FAILED, detail(failure), attempts);
      }
    }

    private void giveUp(DeadLetterReason reason, String detail, int tries) {
      var letter = new DeadLetter(happened.record(), reason, detail, tries);
      onContext(
          letters.write(delivery, letter),
          written -> {
            if (written.result()) {
              tellHandler();
            } else {
              end();
            }
          });
    }

    private void tellHandler() {
      onContext(
          Future.succeededFuture(happened.event()).compose(this::tellGivenUp),
          told -> {
            if (told.succeeded()) {
              finish();
            } else {
              tellHindered(told.cause());
              after(nextPause(), this::tellHandler);
            }
          });
    }

    private void after(Duration pause, Runnable next) {
      starts
          .startAgain(delivery, pause)
          .onSuccess(
              started -> {
                if (started) {
                  next.run();
                } else {
                  end();
                }
              });
    }

    /** Half of it by chance, so that what failed together is not tried together. */
    private Duration nextPause() {
      long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(pauses++, 10));
      return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    private void finish() {
      delivery.finished();
      end();
    }

    /** The next may begin alone when this one's attempt is forgotten, and cannot be blamed. */
    private void end() {
      Suspects suspects = delivery.partition().suspects();
      if (suspects == null || !isAlone) {
        over.complete();
        return;
      }
      suspects
          .endAlone(delivery.offset())
          .onComplete(
              forgotten -> {
                alone.leave();
                over.complete();
              });
    }

    private LoggingEventBuilder about(LoggingEventBuilder entry, int made) {
      return CallLog.about(entry, happened.event().trace())
          .addKeyValue("stream", happened.stream())
          .addKeyValue("event", happened.event().name())
          .addKeyValue("id", happened.event().id())
          .addKeyValue("attempts", made);
    }
  }

  /** A handler's future may complete anywhere, and so may a producer's. */
  private <T> void onContext(Future<T> work, Consumer<AsyncResult<T>> then) {
    work.onComplete(ended -> context.runOnContext(ignored -> then.accept(ended)));
  }

  private static String detail(Throwable failure) {
    String text = failure.toString();
    return text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) : text;
  }

  private static long endFromNow() {
    return System.nanoTime() + IN_PLACE.toNanos();
  }

  private void tellSuccess() {
    hindered
        .endedBySuccess()
        .ifPresent(
            failures ->
                log.atInfo().addKeyValue("failures", failures).log("events are handled again"));
  }

  private void tellHindered(Throwable failure) {
    if (hindered.beginsWithFailure()) {
      log.atWarn().addKeyValue("reason", failure.toString()).log("events wait");
    }
  }
}
