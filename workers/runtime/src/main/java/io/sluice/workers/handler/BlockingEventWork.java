package io.sluice.workers.handler;

/** An event's work in a transaction, in plain blocking code, on a virtual thread of its own. */
@FunctionalInterface
public interface BlockingEventWork {

  /**
   * Does the work. It waits for the database by {@code Future.await()}.
   *
   * @throws Exception when the work went wrong
   */
  void in(Transaction transaction) throws Exception;
}
