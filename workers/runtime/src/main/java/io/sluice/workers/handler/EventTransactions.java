package io.sluice.workers.handler;

import io.vertx.core.Future;
import java.util.function.Function;

/** Runs events' work in transactions of the service's database. Thread-safe. */
@FunctionalInterface
public interface EventTransactions {

  /**
   * Runs the work once for the event, whatever happens; see {@link StreamEvent#transaction}.
   *
   * @param work runs on the worker's context, once for each try
   */
  Future<Void> run(StreamEvent event, Function<Transaction, Future<?>> work);
}
