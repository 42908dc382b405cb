package io.sluice.bench.worker;

import io.sluice.bench.system.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What PostgreSQL's statistics tell of its log. A connection tells them when it has been quiet. */
final class DatabaseLog implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final long LOOK_AGAIN_MILLIS = 200;

  /** The server's, whichever of its processes did it. */
  private static final String FLUSHES =
      "select coalesce(sum(fsyncs), 0)::bigint from pg_stat_io where object = 'wal'";

  private static final String ENTRIES =
      "select coalesce(sum(n_tup_ins), 0)::bigint from pg_stat_user_tables where relname = 'entry'";

  private final Connection connection;

  DatabaseLog(Database.Access access) throws SQLException {
    connection = DriverManager.getConnection(access.url(), access.user(), access.password());
  }

  /** How often it was flushed, when every connection has told of all its entries. */
  long flushes(long entries) throws SQLException, IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (number(ENTRIES) < entries) {
      if (System.nanoTime() > end) {
        throw new IOException("PostgreSQL does not tell of " + entries + " entries");
      }
      var unused = new CountDownLatch(1).await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
    return number(FLUSHES);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private long number(String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
