package io.sluice.system.storm;

import io.sluice.embedded.ServiceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The service's database, looked into beside its workers' link. */
public record AccountTable(ServiceDatabase access) {

  private static final String DISORDERED =
      """
      select count(*) from (
        select number, lag(number) over (partition by account order by position) as before
        from entry) as turns
      where number <= before
      """;

  public long effects() throws SQLException {
    return count("select count(*) from entry");
  }

  public long distinct() throws SQLException {
    return count("select count(*) from (select distinct account, number from entry) as once");
  }

  public long disordered() throws SQLException {
    return count(DISORDERED);
  }

  long unpublished() throws SQLException {
    return count("select count(*) from sluice.outbox");
  }

  /** How many there are of commands whose number is below zero. */
  public long belowZero() throws SQLException {
    return count("select count(*) from entry where number < 0");
  }

  /** The same as {@link #effects}; nothing while the server recovers. */
  public OptionalLong effectsUnlessAway() {
    try {
      return OptionalLong.of(effects());
    } catch (SQLException e) {
      // It is away because we made it so; whoever asks asks again.
      return OptionalLong.empty();
    }
  }

  /** The processes that work for the service. */
  List<Long> backends() throws SQLException {
    List<Long> found = new ArrayList<>();
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select pid from pg_stat_activity where datname = current_database()"
                    + " and pid <> pg_backend_pid() and backend_type = 'client backend'")) {
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
    }
    return found;
  }

  private long count(String query) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
  }
}
