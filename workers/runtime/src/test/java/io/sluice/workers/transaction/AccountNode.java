package io.sluice.workers.transaction;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Eventually;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.database.Database;
import io.sluice.workers.outbox.Publisher;
import io.sluice.workers.processing.CommandProcessor;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** A node that runs an account worker, reached as a transport reaches it. */
final class AccountNode implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final ServiceTransactions transactions;
  private final CommandProcessor processor;

  AccountNode(AccountWorker worker, String stream, Publisher publisher)
      throws IOException, TimeoutException {
    vertx
        .deployVerticle(
            worker, new DeploymentOptions().setConfig(RealDatabase.configOf(worker.service())))
        .await(30, SECONDS);
    database = worker.database().orElseThrow();
    transactions =
        ServiceTransactions.open(
                worker.runsOn(),
                database,
                worker.service(),
                Set.of(stream),
                publisher,
                InstantSource.system())
            .await(30, SECONDS);
    processor =
        new CommandProcessor(
            worker.named(), "/worker/test", InstantSource.system(), BOUND, transactions);
  }

  Future<Reply> send(Command command) {
    return processor.run(command).map(RunResult::reply);
  }

  RunResult run(Command command) throws TimeoutException {
    return processor.run(command).await(30, SECONDS);
  }

  Reply ask(Command command) throws TimeoutException {
    return send(command).await(30, SECONDS);
  }

  /** Nobody wants it any more. */
  void cancel(Command command) {
    processor.cancel(Cancellation.of(command, UUID.randomUUID(), command.time()));
  }

  ServiceEvents events() {
    return transactions.events();
  }

  Database database() {
    return database;
  }

  long balance(String account) throws TimeoutException {
    return number("select coalesce(sum(balance), 0) from account where id = $1", account);
  }

  /** How many events no broker has acknowledged. */
  long inOutbox() throws TimeoutException {
    return number("select count(*) from sluice.outbox where $1 <> ''", "all");
  }

  /** How many commands wait for their reply, or their reply to be sent. */
  long deferred() throws TimeoutException {
    return number("select count(*) from sluice.deferred where $1 <> ''", "all");
  }

  private long number(String query, String value) throws TimeoutException {
    return database
        .pool()
        .preparedQuery(query)
        .execute(Tuple.of(value))
        .map(rows -> rows.iterator().next().getLong(0))
        .await(30, SECONDS);
  }

  /** Ends the transactions, and leaves in the outbox what is there. */
  @Override
  public void close() throws TimeoutException {
    transactions.close().await(30, SECONDS);
    vertx.close().await(30, SECONDS);
  }

  /** Until so many wait for one that is at work. */
  void awaitLocked(int count) {
    Eventually.eventually(
        count + " wait for the lock",
        () ->
            counted(
                    "pg_locks l join pg_database d on d.oid = l.database"
                        + " where d.datname = current_database() and l.locktype = 'advisory'"
                        + " and not l.granted")
                == count);
  }

  /** Until a transaction's work is held up by itself. */
  void awaitIdleInTransaction() {
    Eventually.eventually(
        "a transaction is idle",
        () ->
            counted(
                    "pg_stat_activity where datname = current_database()"
                        + " and state = 'idle in transaction'")
                == 1);
  }

  private long counted(String from) {
    return database()
        .pool()
        .query("select count(*) from " + from)
        .execute()
        .map(rows -> rows.iterator().next().getLong(0))
        .await();
  }
}
