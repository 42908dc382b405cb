package io.sluice.shipping.order;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/** Opens the order service's own database: schema first, then the pool. */
final class OrderDatabase {

  private static final int POOL_SIZE = 8;

  /** As many as a worker takes in; one more would be a bug of ours, and fails at once. */
  private static final int MAX_WAITING = 1_000;

  private static final String STATEMENT_LIMIT = "5000";

  private OrderDatabase() {}

  /**
   * Brings the schema up to date and opens the pool.
   *
   * @param config host, port, database, user, password
   */
  static Future<Pool> open(Vertx vertx, JsonObject config) {
    PgConnectOptions connect =
        new PgConnectOptions()
            .setHost(config.getString("host"))
            .setPort(config.getInteger("port"))
            .setDatabase(config.getString("database"))
            .setUser(config.getString("user"))
            .setPassword(config.getString("password"))
            .setCachePreparedStatements(true)
            .setReconnectAttempts(0)
            .setProperties(
                Map.of(
                    "statement_timeout", STATEMENT_LIMIT,
                    "lock_timeout", STATEMENT_LIMIT,
                    "idle_in_transaction_session_timeout", STATEMENT_LIMIT));
    PoolOptions pool =
        new PoolOptions()
            .setMaxSize(POOL_SIZE)
            .setMaxWaitQueueSize(MAX_WAITING)
            .setConnectionTimeout(5)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    NetClientOptions network =
        new NetClientOptions().setTcpKeepAlive(true).setConnectTimeout(2_000);
    return vertx
        .executeBlocking(() -> migrate(connect))
        .map(
            done ->
                PgBuilder.pool()
                    .with(pool)
                    .with(network)
                    .connectingTo(connect)
                    .using(vertx)
                    .build());
  }

  private static int migrate(PgConnectOptions connect) {
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(connect.getHost(), connect.getPort(), connect.getDatabase());
    return Flyway.configure()
        .dataSource(url, connect.getUser(), connect.getPassword())
        .locations("classpath:io/sluice/shipping/order/migrations")
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
