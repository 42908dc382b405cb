package io.sluice.gateway.invocation;

import io.sluice.cluster.database.ConnectionPool;
import io.sluice.cluster.database.DatabaseTrouble;
import io.sluice.gateway.invocation.LedgerException.Reason;
import io.sluice.gateway.invocation.SharedStatements.Statement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of some callers, until each has its answer: written, or read. What may have been written
 * is tried again, because the statement then says so; what the server refuses, or cannot even be
 * sent, is tried row by row, and so is what waited too long for another's lock, which is mostly one
 * row's.
 *
 * @param <T> what a caller wants written
 * @param <R> what it is told
 */
final class Batch<T, R> {

  /** How a try at a batch ended. */
  sealed interface End {

    record Written() implements End {}

    /** There was no connection to be had. */
    record Unreachable(LedgerException why) implements End {}

    record Failed(LedgerException why) implements End {}
  }

  private static final Duration PAUSE = Duration.ofMillis(50);

  /** With less left, a statement would hardly come to its end. */
  private static final Duration LEAST = Duration.ofMillis(300);

  /** So that one row leaves the others of its batch their time. */
  private static final Duration LOCK_OF_ONE = Duration.ofMillis(250);

  private final Vertx vertx;
  private final ConnectionPool pool;
  private final Statement<T, R> statement;
  private final List<Waiting<T, R>> entries;
  private final Consumer<End> ended;
  private Duration pause = PAUSE;
  private boolean doubt;
  private boolean hasty;
  private boolean unsendable;

  Batch(
      Vertx vertx,
      ConnectionPool pool,
      Statement<T, R> statement,
      List<Waiting<T, R>> entries,
      Consumer<End> ended) {
    this.vertx = vertx;
    this.pool = pool;
    this.statement = statement;
    this.entries = new ArrayList<>(entries);
    this.ended = ended;
  }

  /** Never fails; completes when each caller has its answer. */
  Future<Void> write() {
    entries.removeIf(this::isTooLate);
    return entries.isEmpty() ? Future.succeededFuture() : attempt();
  }

  private boolean isTooLate(Waiting<T, R> entry) {
    boolean late = entry.left().compareTo(LEAST) < 0;
    if (late) {
      entry.fail(outcome(new LedgerException(Reason.NOT_ACCEPTED, null)));
    }
    return late;
  }

  private Future<Void> attempt() {
    List<T> items = entries.stream().map(Waiting::item).toList();
    return Statements.run(pool, left(), connection -> run(connection, items))
        .transform(
            written -> {
              if (written.succeeded()) {
                return tell(written.result());
              }
              // Statements.run fails with nothing else.
              return failed((LedgerException) written.cause());
            });
  }

  private Future<List<R>> run(SqlConnection connection, List<T> items) {
    return hasty
        ? connection
            .query("set lock_timeout = " + LOCK_OF_ONE.toMillis())
            .execute()
            .compose(set -> begin(connection, items))
            .eventually(() -> connection.query("reset lock_timeout").execute())
        : begin(connection, items);
  }

  private Future<List<R>> begin(SqlConnection connection, List<T> items) {
    try {
      return statement.run(connection, items);
    } catch (RuntimeException e) {
      unsendable = true;
      return Future.failedFuture(new LedgerException(Reason.NOT_ACCEPTED, e));
    }
  }

  private Future<Void> tell(List<R> results) {
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).complete(results.get(i));
    }
    ended.accept(new End.Written());
    return Future.succeededFuture();
  }

  private Future<Void> failed(LedgerException failure) {
    boolean one = entries.size() == 1;
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (unsendable) {
      return one ? refused(failure) : singly(false);
    }
    if (failure.reason() == Reason.UNKNOWN) {
      doubt = true;
      return again(failure);
    }
    if (!DatabaseTrouble.isRefusal(cause)) {
      return doubt ? again(failure) : fail(new End.Unreachable(failure), failure);
    }
    var trouble = DatabaseTrouble.of(cause);
    if (trouble.isEmpty()) {
      return one ? refused(failure) : singly(false);
    }
    return switch (trouble.get()) {
      case CONFLICT -> again(failure);
      case LOCKED -> one ? fail(new End.Failed(failure), failure) : singly(true);
      case UNAVAILABLE -> fail(new End.Failed(failure), failure);
    };
  }

  private Future<Void> again(LedgerException failure) {
    if (left().minus(pause).compareTo(LEAST) < 0) {
      return fail(new End.Failed(failure), failure);
    }
    Duration now = pause;
    pause = pause.multipliedBy(2);
    return vertx.timer(now.toMillis()).compose(over -> attempt());
  }

  /** So that one bad row fails alone. */
  private Future<Void> singly(boolean hastily) {
    Future<Void> before = Future.succeededFuture();
    for (Waiting<T, R> entry : entries) {
      var alone = new Batch<>(vertx, pool, statement, List.of(entry), ended);
      alone.doubt = doubt;
      alone.hasty = hastily;
      before = before.compose(done -> alone.write());
    }
    return before;
  }

  /** The row's own fault, which says nothing of the ledger. */
  private Future<Void> refused(LedgerException failure) {
    entries.getFirst().fail(outcome(failure));
    return Future.succeededFuture();
  }

  private Future<Void> fail(End end, LedgerException failure) {
    LedgerException told = outcome(failure);
    entries.forEach(entry -> entry.fail(told));
    ended.accept(end);
    return Future.succeededFuture();
  }

  private LedgerException outcome(LedgerException failure) {
    return doubt ? new LedgerException(Reason.UNKNOWN, failure.getCause()) : failure;
  }

  /** The first has waited longest. */
  private Duration left() {
    return entries.getFirst().left();
  }
}
