package io.sluice.workers.handler;

/**
 * A handler of events in plain blocking code; each run has a virtual thread of its own.
 *
 * @param <I> the event's data
 */
@FunctionalInterface
public interface BlockingEventFunction<I> {

  /**
   * Does what the event asks for.
   *
   * @throws Exception when it went wrong: it is tried again for some seconds, and then the event is
   *     a dead letter
   */
  void handle(I data, StreamEvent event) throws Exception;
}
