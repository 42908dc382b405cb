package io.sluice.workers.handler;

import io.vertx.core.Future;
import java.util.function.Function;

/** Runs commands' work in transactions of the service's database. Thread-safe. */
@FunctionalInterface
public interface Transactions {

  /** Of a service without a database: every use fails. */
  Transactions NONE =
      (call, work) ->
          Future.failedFuture(
              new IllegalStateException("a transaction, and no database is set for the service"));

  /**
   * Runs the work once for the command, whatever happens; see {@link Call#transaction}.
   *
   * @param work runs on the worker's context, once for each try
   */
  Future<FirstReply> run(Call call, Function<Transaction, Future<?>> work);
}
