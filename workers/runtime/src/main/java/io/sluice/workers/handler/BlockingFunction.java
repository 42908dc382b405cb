package io.sluice.workers.handler;

/**
 * A handler in plain blocking code; each run has a virtual thread of its own.
 *
 * @param <I> the command's data
 */
@FunctionalInterface
public interface BlockingFunction<I> {

  /**
   * Does the work.
   *
   * @return the result to write as JSON, or an {@link Answer}
   * @throws Rejection to say no
   * @throws Exception when the work went wrong
   */
  Object handle(I input, Call call) throws Exception;
}
