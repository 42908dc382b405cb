package io.sluice.bench.system;

import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * What PostgreSQL's statistics tell of a ledger. Busy connections tell them once a second, so they
 * are that late at both ends of a window.
 *
 * @param commits transactions of the ledger's database; each statement of a ledger is one
 * @param rows rows inserted and updated
 * @param flushes of the log, the whole server's
 */
public record LedgerActivity(double commits, double rows, double flushes) {

  private static final String ALL =
      """
      select (select xact_commit from pg_stat_database where datname = current_database()),
        (select coalesce(sum(n_tup_ins + n_tup_upd), 0) from pg_stat_user_tables),
        (select coalesce(sum(fsyncs), 0) from pg_stat_io where object = 'wal')""";

  /** Since the server's start. */
  public static LedgerActivity of(Database.Access access) throws SQLException {
    try (var connection =
            DriverManager.getConnection(access.url(), access.user(), access.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(ALL)) {
      rows.next();
      return new LedgerActivity(rows.getDouble(1), rows.getDouble(2), rows.getDouble(3));
    }
  }

  /** What was added since. */
  public LedgerActivity since(LedgerActivity before) {
    return new LedgerActivity(
        commits - before.commits, rows - before.rows, flushes - before.flushes);
  }
}
