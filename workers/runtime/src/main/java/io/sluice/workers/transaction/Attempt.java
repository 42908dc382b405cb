package io.sluice.workers.transaction;

import io.sluice.cluster.database.DatabaseTrouble;
import io.sluice.cluster.database.DeadConnection;
import io.sluice.cluster.database.SilentDatabaseException;
import io.sluice.cluster.database.Step;
import io.sluice.workers.database.Database;
import io.sluice.workers.deferred.DeferredReplies;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.outbox.NewEvent;
import io.sluice.workers.outbox.Outbox;
import io.sluice.workers.outbox.Pending;
import io.sluice.workers.transaction.Ended.Doubt;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One try to run a message's work: begin → claim → work → commit, on one connection. Statements
 * that need no answer before the next are sent together, so that beside the work's own there are
 * two round trips: one to begin, claim and look, one to write and commit; beside others three,
 * because the {@link CommitGate} lets commits start together.
 *
 * @param <R> what is recorded of the message
 */
final class Attempt<R> {

  /** Another run of the same message got there first. */
  private static final Set<String> CONTESTED = Set.of("inbox_pkey");

  private final CommitGate gate;
  private final Database database;
  private final Outbox outbox;
  private final Set<String> streams;
  private final DeferredReplies deferred;
  private final Once<R> once;
  private final Function<Transaction, Future<?>> work;

  Attempt(
      CommitGate gate,
      Database database,
      Outbox outbox,
      Set<String> streams,
      DeferredReplies deferred,
      Once<R> once,
      Function<Transaction, Future<?>> work) {
    this.gate = gate;
    this.database = database;
    this.outbox = outbox;
    this.streams = streams;
    this.deferred = deferred;
    this.once = once;
    this.work = work;
  }

  /** Never fails. */
  Future<Ended<R>> run() {
    return database
        .connect()
        .transform(
            connected ->
                connected.succeeded()
                    ? countedOn(connected.result())
                    : hindered(DatabaseTrouble.UNAVAILABLE, connected.cause(), Doubt.AS_BEFORE));
  }

  private Future<Ended<R>> countedOn(SqlConnection connection) {
    gate.enter();
    return on(connection).onComplete(ended -> gate.exit());
  }

  private Future<Ended<R>> on(SqlConnection connection) {
    return claim(connection)
        .transform(
            claimed ->
                claimed.succeeded()
                    ? claimed
                        .result()
                        .map(earlier -> repeat(connection, earlier))
                        .orElseGet(() -> work(connection))
                    : notClaimed(connection, claimed.cause()));
  }

  /** What was recorded before; where that is nothing, the message is ours alone. */
  private Future<Optional<R>> claim(SqlConnection connection) {
    Future<?> begun = connection.query("begin").execute();
    Future<Optional<R>> claimed = once.claim(connection);
    return Step.BEGIN.of(begun).compose(open -> Step.CLAIM.of(claimed));
  }

  private Future<Ended<R>> notClaimed(SqlConnection connection, Throwable cause) {
    DatabaseTrouble trouble =
        DatabaseTrouble.of(cause, CONTESTED).orElse(DatabaseTrouble.UNAVAILABLE);
    // Who holds the lock is at work on the very message.
    Doubt doubt = trouble == DatabaseTrouble.LOCKED ? Doubt.RAISED : Doubt.AS_BEFORE;
    return undo(connection, cause).transform(undone -> hindered(trouble, cause, doubt));
  }

  private Future<Ended<R>> repeat(SqlConnection connection, R earlier) {
    return undo(connection).map(undone -> new Ended.Done<>(earlier, Outgoing.NOTHING));
  }

  private Future<Ended<R>> work(SqlConnection connection) {
    var transaction = new OpenTransaction(connection, streams, deferred);
    try {
      once.requireStart();
    } catch (Rejection tooLate) {
      return undo(connection).map(undone -> new Ended.Failed<>(tooLate));
    }
    return Step.WORK
        .of(start(transaction))
        .map(result -> once.result(result))
        .transform(
            worked -> {
              transaction.end();
              return worked.succeeded()
                  ? commit(connection, worked.result(), transaction)
                  : undone(connection, worked.cause());
            });
  }

  private Future<?> start(OpenTransaction transaction) {
    try {
      return work.apply(transaction);
    } catch (Throwable e) {
      // Whatever the work throws, the connection goes back and the message is ended.
      return Future.failedFuture(e);
    }
  }

  /**
   * The server refuses the commit of a transaction in which a statement has failed; so all may be
   * sent at once. Only its own word says that nothing was committed.
   */
  private Future<Ended<R>> commit(SqlConnection connection, R result, OpenTransaction transaction) {
    return sendCommit(connection, result, transaction.events())
        .transform(
            ended ->
                ended.succeeded()
                    ? release(
                        connection,
                        new Ended.Done<>(
                            result, new Outgoing(ended.result(), transaction.replies())))
                    : notCommitted(connection, ended.cause()));
  }

  /**
   * Alone, all of it is sent at once. Beside others the commit is sent when all else has been
   * answered: then it waits for nothing but the disk, and those of the others can come with it.
   */
  private Future<List<Pending>> sendCommit(
      SqlConnection connection, R result, List<NewEvent> events) {
    Future<Void> stored = once.store(connection, result);
    Future<List<Pending>> written = outbox.write(connection, once.cause(), events);
    Future<List<Pending>> all = stored.compose(done -> written);
    Future<?> ready = gate.isShared() ? all : Future.succeededFuture();
    Future<?> committed = ready.compose(done -> gate.pass(() -> send(connection, "commit")));
    return Step.COMMIT.of(all.compose(done -> committed).compose(done -> written));
  }

  private static Future<RowSet<Row>> send(SqlConnection connection, String statement) {
    return connection.query(statement).execute();
  }

  private Future<Ended<R>> notCommitted(SqlConnection connection, Throwable cause) {
    if (!DatabaseTrouble.isRefusal(cause)) {
      DeadConnection.cut(connection);
      return hindered(DatabaseTrouble.UNAVAILABLE, cause, Doubt.RAISED);
    }
    return undo(connection).map(clean -> failed(cause, clean));
  }

  /** A rejection is an answer, and is kept as one, without the work. */
  private Future<Ended<R>> undone(SqlConnection connection, Throwable cause) {
    if (!once.isAnswer(cause)) {
      return undo(connection, cause).map(clean -> failed(cause, clean));
    }
    Future<?> rolledBack = connection.query("rollback").execute();
    Future<R> kept = once.storeAnswer(connection, cause);
    return Step.COMMIT
        .of(rolledBack.compose(done -> kept))
        .transform(
            stored -> {
              if (stored.succeeded()) {
                return release(connection, new Ended.Done<>(stored.result(), Outgoing.NOTHING));
              }
              return undo(connection, stored.cause()).map(clean -> failed(stored.cause(), clean));
            });
  }

  /**
   * Nothing was committed: is that the work's own failure, or the database's? A lost connection has
   * many names; that it could not roll back tells it.
   */
  private static <R> Ended<R> failed(Throwable cause, boolean rolledBack) {
    return DatabaseTrouble.of(cause, CONTESTED)
        .or(() -> rolledBack ? Optional.empty() : Optional.of(DatabaseTrouble.UNAVAILABLE))
        .<Ended<R>>map(trouble -> new Ended.Hindered<>(trouble, cause, Doubt.NONE))
        .orElseGet(() -> new Ended.Failed<>(cause));
  }

  private static <R> Future<Ended<R>> hindered(
      DatabaseTrouble trouble, Throwable cause, Doubt doubt) {
    return Future.succeededFuture(new Ended.Hindered<>(trouble, cause, doubt));
  }

  private static <R> Future<Ended<R>> release(SqlConnection connection, Ended<R> ended) {
    return connection.close().transform(closed -> Future.succeededFuture(ended));
  }

  /**
   * After silence the connection is cut: rolling back would take as long again, and the work may
   * still be at it.
   */
  private static Future<Boolean> undo(SqlConnection connection, Throwable cause) {
    if (cause instanceof SilentDatabaseException) {
      DeadConnection.cut(connection);
      return Future.succeededFuture(false);
    }
    return undo(connection);
  }

  /**
   * Never fails: a connection that cannot even roll back is cut, and then the server does.
   *
   * @return whether it could
   */
  private static Future<Boolean> undo(SqlConnection connection) {
    return Step.ROLLBACK
        .of(connection.query("rollback").execute())
        .transform(
            undone -> {
              if (undone.succeeded()) {
                return connection.close().transform(closed -> Future.succeededFuture(true));
              }
              DeadConnection.cut(connection);
              return Future.succeededFuture(false);
            });
  }
}
