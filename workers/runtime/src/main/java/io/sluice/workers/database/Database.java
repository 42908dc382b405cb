package io.sluice.workers.database;

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
import org.jspecify.annotations.Nullable;

/**
 * A service's own PostgreSQL database: its schemas up to date, and a pool for its work beside one
 * for what goes on behind it. Thread-safe.
 *
 * <p>Every wait is bounded: for a connection, for a lock, for a statement, for the next statement
 * of a transaction.
 */
public final class Database {

  /** As many as a worker takes in from both transports, and more: the wait's time is the bound. */
  private static final int MAX_WAITING = 2_000;

  private static final int BACKGROUND_CONNECTIONS = 2;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration PING_LIMIT = Duration.ofSeconds(2);

  private static final Map<String, String> LIMITS =
      Map.of(
          "statement_timeout", "5000",
          "lock_timeout", "3000",
          "idle_in_transaction_session_timeout", "5000");

  private final DatabaseConfig config;
  private final Pool pool;
  private final Pool background;

  private Database(DatabaseConfig config, Pool pool, Pool background) {
    this.config = config;
    this.pool = pool;
    this.background = background;
  }

  /**
   * Brings the schemas up to date and opens the pools.
   *
   * @param migrations the folder of the service's Flyway migrations on the class path; or null
   * @return fails when the database is not there or a migration fails
   */
  public static Future<Database> open(
      Vertx vertx, DatabaseConfig config, @Nullable String migrations) {
    return vertx
        .executeBlocking(() -> Schemas.migrate(config, migrations))
        .map(
            migrated ->
                new Database(
                    config,
                    pool(vertx, config, config.poolSize(), "on"),
                    // What is lost with a crash of the server is done again.
                    pool(vertx, config, BACKGROUND_CONNECTIONS, "off")));
  }

  public DatabaseConfig config() {
    return config;
  }

  /** What the service works with. */
  public Pool pool() {
    return pool;
  }

  /**
   * For publishing and cleaning up, so that neither takes a connection from the service's work. Its
   * commits do not wait for the disk.
   */
  public Pool background() {
    return background;
  }

  /** A connection for one transaction; fails within seconds. */
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
    return background
        .query("select 1")
        .execute()
        .timeout(PING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .mapEmpty();
  }

  public Future<Void> close() {
    return Future.join(pool.close(), background.close()).mapEmpty();
  }

  private static Pool pool(Vertx vertx, DatabaseConfig config, int size, String synchronous) {
    Map<String, String> properties = new TreeMap<>(LIMITS);
    properties.put("synchronous_commit", synchronous);
    PgConnectOptions connect =
        new PgConnectOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setDatabase(config.database())
            .setUser(config.user())
            .setPassword(config.password())
            .setCachePreparedStatements(true)
            .setReconnectAttempts(0);
    properties.forEach(connect::addProperty);
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
    return PgBuilder.pool().with(options).with(network).connectingTo(connect).using(vertx).build();
  }
}
