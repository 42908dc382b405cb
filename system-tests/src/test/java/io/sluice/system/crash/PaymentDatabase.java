package io.sluice.system.crash;

import io.sluice.embedded.ServiceDatabase;
import io.sluice.system.Eventually;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A service's database, looked into beside its worker's link. */
record PaymentDatabase(ServiceDatabase access) {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** The numbers that took effect for an account, in the order of their commits. */
  List<Long> effects(String account) throws SQLException {
    String query = "select number from effect where account = ? order by position";
    try (var connection = connect();
        var statement = connection.prepareStatement(query)) {
      statement.setString(1, account);
      List<Long> numbers = new ArrayList<>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.add(rows.getLong(1));
        }
      }
      return numbers;
    }
  }

  /** How many events no broker has acknowledged. */
  long inOutbox() throws SQLException {
    return count("select count(*) from sluice.outbox");
  }

  /** Waits until a transaction has done its work and its commit has not arrived. */
  void awaitUncommitted() throws Exception {
    Eventually.holds(
        "a transaction is idle",
        LIMIT,
        () ->
            count(
                    "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and state = 'idle in transaction' and query like '%advisory%'")
                == 1);
  }

  /** Holds up the payments that wait, until it is closed. */
  Hold hold() throws SQLException {
    Connection connection = connect();
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + Payments.LOCK + ")");
    }
    return new Hold(connection);
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

  /** A lock that a payment's work waits for. */
  final class Hold implements AutoCloseable {

    private final Connection connection;

    private Hold(Connection connection) {
      this.connection = connection;
    }

    void awaitWaiter() throws Exception {
      Eventually.holds(
          "a payment waits",
          LIMIT,
          () ->
              count(
                      "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                          + " and objid = "
                          + Payments.LOCK)
                  == 1);
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
