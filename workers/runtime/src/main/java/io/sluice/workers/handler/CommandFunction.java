package io.sluice.workers.handler;

import io.vertx.core.Future;

/**
 * A handler that never blocks; it runs on the verticle's event loop.
 *
 * @param <I> the command's data
 */
@FunctionalInterface
public interface CommandFunction<I> {

  /**
   * Does the work.
   *
   * @return the result to write as JSON, or an {@link Answer}; failed with a {@link Rejection} to
   *     say no, with anything else when the work went wrong
   */
  Future<?> handle(I input, Call call);
}
