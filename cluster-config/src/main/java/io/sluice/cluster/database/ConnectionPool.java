package io.sluice.cluster.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Connections to a database. Thread-safe.
 *
 * <p>Every wait is bounded: for a connection, for a lock, for a statement, for the next statement
 * of a transaction.
 */
public final class ConnectionPool {

  /** As many as a node takes in at once, and more: the wait's time is the bound. */
  private static final int MAX_WAITING = 2_000;

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration PING_LIMIT = Duration.ofSeconds(2);

  private static final Map<String, String> LIMITS =
      Map.of(
          "statement_timeout", "5000",
          "lock_timeout", "3000",
          "idle_in_transaction_session_timeout", "5000");

  private final Pool pool;

  private ConnectionPool(Pool pool) {
    this.pool = pool;
  }

  /** What a commit waits for. */
  public enum Commit {
    /** It is on the disk: a crash of the server loses nothing. */
    DURABLE("on"),
    /** Nothing: a crash of the server may lose the last, for what is done again then. */
    LAZY("off");

    private final String setting;

    Commit(String setting) {
      this.setting = setting;
    }
  }

  /**
   * A pool that connects when it is first asked.
   *
   * @param size how many connections there are at most
   */
  public static ConnectionPool of(Vertx vertx, DatabaseAccess access, int size, Commit commit) {
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(size)
            .setMaxWaitQueueSize(MAX_WAITING)
            .setConnectionTimeout((int) CONNECT_LIMIT.toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(5)
            .setIdleTimeoutUnit(TimeUnit.MINUTES)
            .setMaxLifetime(30)
            .setMaxLifetimeUnit(TimeUnit.MINUTES);
    NetClientOptions network =
        new NetClientOptions()
            .setTcpKeepAlive(true)
            .setConnectTimeout((int) CONNECT_LIMIT.toMillis());
    return new ConnectionPool(
        PgBuilder.pool()
            .with(options)
            .with(network)
            .connectingTo(connect(access, commit))
            .using(vertx)
            .build());
  }

  private static PgConnectOptions connect(DatabaseAccess access, Commit commit) {
    Map<String, String> properties = new TreeMap<>(LIMITS);
    properties.put("synchronous_commit", commit.setting);
    PgConnectOptions connect =
        new PgConnectOptions()
            .setHost(access.host())
            .setPort(access.port())
            .setDatabase(access.database())
            .setUser(access.user())
            .setPassword(access.password())
            .setCachePreparedStatements(true)
            .setReconnectAttempts(0);
    properties.forEach(connect::addProperty);
    return connect;
  }

  /** The pool itself, for single statements; who waits for one sets the bound. */
  public Pool sql() {
    return pool;
  }

  /** A connection of one's own; fails within seconds. */
  public Future<SqlConnection> connect() {
    Future<SqlConnection> connecting = pool.getConnection();
    return Step.CONNECT
        .of(connecting)
        .onFailure(
            // It may still come, and would never be given back.
            late -> connecting.onSuccess(connection -> connection.close().onComplete(ended -> {})));
  }

  /** Whether the database answers; fails within 2 s where it does not. */
  public Future<Void> ping() {
    return pool.query("select 1")
        .execute()
        .timeout(PING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .mapEmpty();
  }

  public Future<Void> close() {
    return pool.close();
  }
}
