package io.sluice.workers.handler;

/** A transaction's work in plain blocking code, on a virtual thread of its own. */
@FunctionalInterface
public interface BlockingWork {

  /**
   * Does the work. It waits for the database by {@code Future.await()}.
   *
   * @return the result to write as JSON, or an {@link Answer}
   * @throws Rejection to say no
   * @throws Exception when the work went wrong
   */
  Object in(Transaction transaction) throws Exception;
}
