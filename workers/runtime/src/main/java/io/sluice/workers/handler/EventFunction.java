package io.sluice.workers.handler;

import io.vertx.core.Future;

/**
 * A handler of events that never blocks; it runs on the verticle's event loop.
 *
 * @param <I> the event's data
 */
@FunctionalInterface
public interface EventFunction<I> {

  /**
   * Does what the event asks for.
   *
   * @return completes when it is done; what it completes with is not looked at. Where it fails, it
   *     is tried again for some seconds, and then the event is a dead letter
   */
  Future<?> handle(I data, StreamEvent event);
}
