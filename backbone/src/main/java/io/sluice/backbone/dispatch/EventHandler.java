package io.sluice.backbone.dispatch;

import io.sluice.backbone.message.Event;
import io.vertx.core.Future;

/** Takes a service's events, those of a stream's key one after the other. */
public interface EventHandler {

  /**
   * Does what the event asks for, once.
   *
   * @return fails with {@link io.sluice.backbone.message.MalformedMessageException} where its data
   *     cannot be read, and then it is given up at once; with {@link NotNowException} where
   *     something is in the way that is not the event's fault, and then it is tried until that is
   *     over; with anything else where it went wrong, and then it is tried for some seconds
   */
  Future<Void> handle(String stream, Event event);

  /**
   * Hears that the event was given up: it is a dead letter, and those after it go on.
   *
   * @return where it fails it is asked again
   */
  Future<Void> giveUp(String stream, Event event);
}
