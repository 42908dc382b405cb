package io.sluice.workers.processing;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.EventHandler;
import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.dispatch.NotNowException;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.workers.handler.EventTransactions;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.handler.StreamEvent;
import io.sluice.workers.handler.StreamHandlers;
import io.sluice.workers.handler.StreamHandlers.Registration;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.inbox.Place;
import io.sluice.workers.json.JsonData;
import io.sluice.workers.processing.EventObserver.Outcome;
import io.sluice.workers.transaction.ServiceEvents;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service's events: seen before? handler? run it; and a record that the service is done
 * with it, in the transaction of its work or, where it has none, after it.
 */
public final class EventProcessor implements EventHandler {

  private static final Logger log = LoggerFactory.getLogger(EventProcessor.class);
  private static final String OTHER = "other";

  private final LastSeen lastSeen = new LastSeen();
  private final FailureSpell gaps = new FailureSpell(InstantSource.system());
  private final Map<String, StreamHandlers> streams;
  private final ServiceEvents events;
  private final Duration bound;
  private final EventObserver observer;

  /**
   * A processor for one service on one node.
   *
   * @param streams what is done with the events of each
   * @param bound how long a handler may take
   */
  public EventProcessor(
      Map<String, StreamHandlers> streams,
      ServiceEvents events,
      Duration bound,
      EventObserver observer) {
    this.streams = streams;
    this.events = events;
    this.bound = bound;
    this.observer = observer;
  }

  @Override
  public Future<Void> handle(String stream, Event event) {
    long start = System.nanoTime();
    Optional<Registration<?>> handler =
        Optional.ofNullable(streams.get(stream)).flatMap(named -> named.find(event.name()));
    String name = handler.isPresent() ? event.name() : OTHER;
    return new Run(stream, event)
        .begin(handler)
        .onFailure(failure -> observer.ended(stream, name, Outcome.FAILED, since(start)))
        .onSuccess(outcome -> observer.ended(stream, name, outcome, since(start)))
        .mapEmpty();
  }

  @Override
  public Future<Void> giveUp(String stream, Event event) {
    var given = new StreamEvent(stream, event, events);
    return events.giveUp(given).onSuccess(done -> lastSeen.add(given));
  }

  private static long since(long start) {
    return System.nanoTime() - start;
  }

  /** One run of one event. */
  private final class Run implements EventTransactions {

    private final StreamEvent event;

    /** The handler's transaction; null while it has begun none. */
    private volatile @Nullable Future<Void> transaction;

    private Run(String stream, Event message) {
      this.event = new StreamEvent(stream, message, this);
    }

    @Override
    public Future<Void> run(StreamEvent same, Function<Transaction, Future<?>> work) {
      Future<Void> run = events.run(same, work);
      transaction = run;
      return run;
    }

    Future<Outcome> begin(Optional<Registration<?>> handler) {
      if (handler.isEmpty() && event.sequence().isEmpty()) {
        return Future.succeededFuture(Outcome.SKIPPED);
      }
      return (lastSeen.isNext(event) ? Future.succeededFuture(Place.NEXT) : events.find(event))
          .compose(
              place ->
                  place == Place.REPEATED
                      ? Future.succeededFuture(Outcome.REPEATED)
                      : proceed(handler, place));
    }

    private Future<Outcome> proceed(Optional<Registration<?>> handler, Place place) {
      return handler
          .map(one -> start(one).recover(this::unlessCommitted).compose(done -> record(place)))
          .orElseGet(() -> events.store(event, place))
          .map(
              recorded -> {
                lastSeen.add(event);
                tellGap(place);
                return handler.isPresent() ? Outcome.SUCCESS : Outcome.SKIPPED;
              });
    }

    private <I> Future<Void> start(Registration<I> registration) {
      try {
        I data = read(event.event(), registration);
        return registration
            .function()
            .handle(data, event)
            .timeout(bound.toMillis(), TimeUnit.MILLISECONDS)
            .mapEmpty();
      } catch (Throwable e) {
        // Whatever a handler throws, its key must not wait for ever.
        return Future.failedFuture(e);
      }
    }

    /** What its transaction has done is not done again, so nothing would be gained by a retry. */
    private Future<Void> unlessCommitted(Throwable failure) {
      Future<Void> run = transaction;
      if (run == null || !run.succeeded()) {
        return blamed(failure);
      }
      CallLog.about(log.atError(), event.event().trace())
          .addKeyValue("stream", event.stream())
          .addKeyValue("event", event.name())
          .setCause(failure)
          .log("handler failed after its transaction");
      return Future.succeededFuture();
    }

    /**
     * Is it the event's own, or is the database away? What the database cuts off each time must not
     * hold up its key for ever.
     */
    private Future<Void> blamed(Throwable failure) {
      Throwable cause = failure.getCause();
      Throwable own = failure instanceof NotNowException && cause != null ? cause : failure;
      return events.find(event).compose(there -> Future.failedFuture(own));
    }

    /** The transaction has recorded it; where there was none, or it failed and that was welcome. */
    private Future<Void> record(Place place) {
      Future<Void> run = transaction;
      return run == null
          ? events.store(event, place)
          : run.recover(failure -> events.store(event, place));
    }

    private void tellGap(Place place) {
      if (place != Place.AFTER_A_GAP) {
        var unused = gaps.endedBySuccess();
        return;
      }
      observer.gap(event.stream());
      if (gaps.beginsWithFailure()) {
        log.atWarn()
            .addKeyValue("stream", event.stream())
            .addKeyValue("event", event.name())
            .addKeyValue("id", event.id())
            .addKeyValue("sequence", event.sequence().orElse(0))
            .log("events before this one of its key are missing");
      }
    }
  }

  private static <I> I read(Event event, Registration<I> registration) {
    try {
      return JsonData.read(event.payload().data(), registration.data());
    } catch (Rejection unreadable) {
      throw new MalformedMessageException(
          String.valueOf(unreadable.problem().detail()), unreadable);
    }
  }
}
