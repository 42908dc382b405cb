package io.sluice.gateway.invocation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.cluster.database.ConnectionPool;
import io.sluice.cluster.database.ConnectionPool.Commit;
import io.sluice.cluster.database.DatabaseAccess;
import io.sluice.gateway.RealDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** A ledger in a database of its own, and a way behind it. */
final class LedgerFixture implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final LedgerConfig config;
  private final ConnectionPool behind;
  private final Ledger ledger;

  private LedgerFixture(DatabaseAccess access) throws TimeoutException {
    config = LedgerConfig.at(access);
    behind = ConnectionPool.of(vertx, access, 2, Commit.DURABLE);
    ledger = await(Ledger.open(vertx, config));
  }

  /** In a new database. */
  static LedgerFixture open() throws IOException, TimeoutException {
    return new LedgerFixture(RealDatabase.create());
  }

  static LedgerFixture at(DatabaseAccess access) throws TimeoutException {
    return new LedgerFixture(access);
  }

  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(60, SECONDS);
  }

  /** The same where only the end matters. */
  static void done(Future<?> future) throws TimeoutException {
    var unused = await(future);
  }

  Ledger ledger() {
    return ledger;
  }

  Vertx vertx() {
    return vertx;
  }

  LedgerConfig config() {
    return config;
  }

  /** Runs a statement past the ledger. */
  private RowSet<Row> sql(String statement) throws TimeoutException {
    return await(behind.sql().query(statement).execute());
  }

  /** The same where only the end matters. */
  void run(String statement) throws TimeoutException {
    done(behind.sql().query(statement).execute());
  }

  /** The only row's value. */
  long number(String statement) throws TimeoutException {
    return sql(statement).iterator().next().getLong(0);
  }

  /** Keeps everybody from the table until the connection is given to {@link #release}. */
  SqlConnection lock() throws TimeoutException {
    SqlConnection connection = await(behind.connect());
    done(connection.query("begin").execute());
    done(
        connection.query("lock table sluice_ledger.invocation in access exclusive mode").execute());
    return connection;
  }

  /** Keeps everybody from one row, until the connection is given to {@link #release}. */
  SqlConnection lock(NewInvocation call) throws TimeoutException {
    SqlConnection connection = await(behind.connect());
    done(connection.query("begin").execute());
    done(
        connection
            .query(
                "select 1 from sluice_ledger.invocation where id = '%s' for update"
                    .formatted(call.command().invocation()))
            .execute());
    return connection;
  }

  void release(SqlConnection connection) throws TimeoutException {
    done(connection.query("rollback").execute());
    done(connection.close());
  }

  NewInvocation recorded(NewInvocation call) throws TimeoutException {
    done(ledger.accept(call));
    return call;
  }

  Invocation found(NewInvocation call) throws TimeoutException {
    return await(ledger.find(call.command().invocation())).orElseThrow();
  }

  @Override
  public void close() throws TimeoutException {
    done(behind.close());
    done(ledger.close());
    done(vertx.close());
  }
}
