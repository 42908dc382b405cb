package io.sluice.workers.transaction;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.NotNowException;
import io.sluice.workers.handler.StreamEvent;
import io.sluice.workers.inbox.EventInbox;
import io.sluice.workers.inbox.Place;
import io.sluice.workers.outbox.Cause;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** An event, of which it is recorded that the service is done with it. */
final class EventOnce implements Once<Place> {

  private final EventInbox inbox;
  private final StreamEvent event;
  private Place place = Place.NEXT;

  EventOnce(EventInbox inbox, StreamEvent event) {
    this.inbox = inbox;
    this.event = event;
  }

  @Override
  public Future<Optional<Place>> claim(SqlConnection connection) {
    Future<Void> claimed = inbox.claim(connection, event);
    Future<Place> found = inbox.find(connection, event);
    return claimed
        .compose(ours -> found)
        .map(
            now -> {
              place = now;
              return now == Place.REPEATED ? Optional.of(now) : Optional.empty();
            });
  }

  @Override
  public void requireStart() {
    // An event is never too late.
  }

  @Override
  public Place result(@Nullable Object worked) {
    return place;
  }

  @Override
  public Future<Void> store(SqlConnection connection, Place result) {
    return inbox.store(connection, event, result);
  }

  /** Nobody waits for one. */
  @Override
  public boolean isAnswer(Throwable failure) {
    return false;
  }

  @Override
  public Future<Place> storeAnswer(SqlConnection connection, Throwable failure) {
    return Future.failedFuture(failure);
  }

  @Override
  public Cause cause() {
    return Cause.of(event.event());
  }

  @Override
  public Throwable hindered(boolean doubt, Throwable cause) {
    return new NotNowException("the service's database could not be used", cause);
  }

  @Override
  public LoggingEventBuilder about(LoggingEventBuilder entry) {
    return CallLog.about(entry, event.event().trace())
        .addKeyValue("stream", event.stream())
        .addKeyValue("event", event.name());
  }
}
