package io.sluice.workers.database;

import io.sluice.cluster.database.ConnectionPool;
import io.sluice.cluster.database.ConnectionPool.Commit;
import io.sluice.cluster.database.Migrations;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

/**
 * A service's own PostgreSQL database: its schemas up to date, and a pool for its work beside one
 * for what goes on behind it. Thread-safe.
 */
public final class Database {

  private static final int BACKGROUND_CONNECTIONS = 2;

  /** The runtime's tables, beside which the service's migrations know nothing of ours. */
  private static final Migrations OURS =
      new Migrations("io/sluice/workers/database/migrations", "sluice");

  private final DatabaseConfig config;
  private final ConnectionPool pool;
  private final ConnectionPool background;

  private Database(DatabaseConfig config, ConnectionPool pool, ConnectionPool background) {
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
        .executeBlocking(() -> migrate(config, migrations))
        .map(
            migrated ->
                new Database(
                    config,
                    ConnectionPool.of(vertx, config.access(), config.poolSize(), Commit.DURABLE),
                    ConnectionPool.of(
                        vertx, config.access(), BACKGROUND_CONNECTIONS, Commit.LAZY)));
  }

  private static int migrate(DatabaseConfig config, @Nullable String migrations) {
    int executed = OURS.run(config.access());
    return migrations == null
        ? executed
        : executed + new Migrations(migrations, null).run(config.access());
  }

  public DatabaseConfig config() {
    return config;
  }

  /** What the service works with. */
  public Pool pool() {
    return pool.sql();
  }

  /**
   * For publishing and cleaning up, so that neither takes a connection from the service's work. Its
   * commits do not wait for the disk.
   */
  public Pool background() {
    return background.sql();
  }

  /** A connection for one transaction; fails within seconds. */
  public Future<SqlConnection> connect() {
    return pool.connect();
  }

  /** Whether the database answers; fails within 2 s where it does not. */
  public Future<Void> ping() {
    return background.ping();
  }

  public Future<Void> close() {
    return Future.join(pool.close(), background.close()).mapEmpty();
  }
}
