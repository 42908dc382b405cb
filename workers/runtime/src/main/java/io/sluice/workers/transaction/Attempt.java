package io.sluice.workers.transaction;

import io.sluice.workers.database.Database;
import io.sluice.workers.database.DatabaseTrouble;
import io.sluice.workers.database.DeadConnection;
import io.sluice.workers.database.SilentDatabaseException;
import io.sluice.workers.database.Step;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.inbox.Inbox;
import io.sluice.workers.json.JsonData;
import io.sluice.workers.outbox.NewEvent;
import io.sluice.workers.outbox.Outbox;
import io.sluice.workers.outbox.Pending;
import io.sluice.workers.transaction.Ended.Doubt;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * One try to run a command's work: begin → claim → work → commit, on one connection. Statements
 * that need no answer before the next are sent together, so that beside the work's own there are
 * two round trips: one to begin, claim and look, one to write and commit.
 */
final class Attempt {

  private final Database database;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Set<String> streams;
  private final Call call;
  private final Function<Transaction, Future<?>> work;

  Attempt(
      Database database,
      Inbox inbox,
      Outbox outbox,
      Set<String> streams,
      Call call,
      Function<Transaction, Future<?>> work) {
    this.database = database;
    this.inbox = inbox;
    this.outbox = outbox;
    this.streams = streams;
    this.call = call;
    this.work = work;
  }

  /** Never fails. */
  Future<Ended> run() {
    return database
        .connect()
        .transform(
            connected ->
                connected.succeeded()
                    ? on(connected.result())
                    : hindered(DatabaseTrouble.UNAVAILABLE, connected.cause(), Doubt.AS_BEFORE));
  }

  private Future<Ended> on(SqlConnection connection) {
    return claim(connection)
        .transform(
            claimed ->
                claimed.succeeded()
                    ? claimed
                        .result()
                        .map(reply -> repeat(connection, reply))
                        .orElseGet(() -> work(connection))
                    : notClaimed(connection, claimed.cause()));
  }

  /** The first reply where there is one; the command is ours alone where there is none. */
  private Future<Optional<FirstReply>> claim(SqlConnection connection) {
    UUID command = call.commandId();
    Future<?> begun = connection.query("begin").execute();
    Future<Void> claimed = inbox.claim(connection, command);
    Future<Optional<FirstReply>> found = inbox.find(connection, command);
    return Step.BEGIN.of(begun).compose(open -> Step.CLAIM.of(claimed.compose(ours -> found)));
  }

  private Future<Ended> notClaimed(SqlConnection connection, Throwable cause) {
    DatabaseTrouble trouble = DatabaseTrouble.of(cause).orElse(DatabaseTrouble.UNAVAILABLE);
    // Who holds the lock is at work on the very command.
    Doubt doubt = trouble == DatabaseTrouble.LOCKED ? Doubt.RAISED : Doubt.AS_BEFORE;
    return undo(connection, cause).transform(undone -> hindered(trouble, cause, doubt));
  }

  private Future<Ended> repeat(SqlConnection connection, FirstReply reply) {
    return undo(connection).map(undone -> new Ended.Answered(reply, List.of()));
  }

  private Future<Ended> work(SqlConnection connection) {
    var transaction = new OpenTransaction(connection, streams);
    try {
      call.requireStart();
    } catch (Rejection tooLate) {
      return undo(connection).map(undone -> new Ended.Failed(tooLate));
    }
    return Step.WORK
        .of(start(transaction))
        .map(result -> JsonData.reply(result))
        .transform(
            worked -> {
              List<NewEvent> events = transaction.end();
              return worked.succeeded()
                  ? commit(connection, worked.result(), events)
                  : undone(connection, worked.cause());
            });
  }

  private Future<?> start(OpenTransaction transaction) {
    try {
      return work.apply(transaction);
    } catch (Throwable e) {
      // Whatever the work throws, the connection goes back and the caller gets an answer.
      return Future.failedFuture(e);
    }
  }

  /**
   * The server refuses the commit of a transaction in which a statement has failed; so all may be
   * sent at once. Only its own word says that nothing was committed.
   */
  private Future<Ended> commit(SqlConnection connection, FirstReply reply, List<NewEvent> events) {
    Future<Void> stored = inbox.store(connection, call.commandId(), reply);
    Future<List<Pending>> written = outbox.write(connection, call.command(), events);
    Future<?> committed = connection.query("commit").execute();
    return Step.COMMIT
        .of(stored.compose(done -> written).compose(done -> committed))
        .transform(
            ended ->
                ended.succeeded()
                    ? release(connection, new Ended.Answered(reply, written.result()))
                    : notCommitted(connection, ended.cause()));
  }

  private Future<Ended> notCommitted(SqlConnection connection, Throwable cause) {
    if (!DatabaseTrouble.isRefusal(cause)) {
      DeadConnection.cut(connection);
      return hindered(DatabaseTrouble.UNAVAILABLE, cause, Doubt.RAISED);
    }
    return undo(connection).map(clean -> failed(cause, clean));
  }

  /** A rejection is an answer, and is kept as one, without the work. */
  private Future<Ended> undone(SqlConnection connection, Throwable cause) {
    if (!(cause instanceof Rejection rejection)) {
      return undo(connection, cause).map(clean -> failed(cause, clean));
    }
    Future<?> rolledBack = connection.query("rollback").execute();
    Future<FirstReply> kept = keep(connection, rejection);
    return Step.COMMIT
        .of(rolledBack.compose(done -> kept))
        .transform(
            stored -> {
              if (stored.succeeded()) {
                return release(connection, new Ended.Answered(stored.result(), List.of()));
              }
              return undo(connection, stored.cause()).map(clean -> failed(stored.cause(), clean));
            });
  }

  private Future<FirstReply> keep(SqlConnection connection, Rejection rejection) {
    try {
      return inbox.storeIfNew(connection, call.commandId(), FirstReply.of(rejection.problem()));
    } catch (RuntimeException e) {
      // Members that cannot be written as JSON.
      return Future.failedFuture(e);
    }
  }

  /**
   * Nothing was committed: is that the work's own failure, or the database's? A lost connection has
   * many names; that it could not roll back tells it.
   */
  private static Ended failed(Throwable cause, boolean rolledBack) {
    return DatabaseTrouble.of(cause)
        .or(() -> rolledBack ? Optional.empty() : Optional.of(DatabaseTrouble.UNAVAILABLE))
        .<Ended>map(trouble -> new Ended.Hindered(trouble, cause, Doubt.NONE))
        .orElseGet(() -> new Ended.Failed(cause));
  }

  private static Future<Ended> hindered(DatabaseTrouble trouble, Throwable cause, Doubt doubt) {
    return Future.succeededFuture(new Ended.Hindered(trouble, cause, doubt));
  }

  private static Future<Ended> release(SqlConnection connection, Ended ended) {
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
