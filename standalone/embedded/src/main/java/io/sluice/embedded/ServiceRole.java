package io.sluice.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The SQL that gives a service its role and its database; safe to repeat after a crash. */
final class ServiceRole {

  /**
   * Where five others are in a transaction, a flush of the log waits so long for their commits
   * (decision 0024).
   */
  private static final int COMMIT_DELAY_MICROS = 1_000;

  private ServiceRole() {}

  /** Name and password are of [a-z0-9_] only: neither can leave its quotes. */
  static void create(Connection connection, String name, String password) throws SQLException {
    String verb =
        exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name) ? "ALTER" : "CREATE";
    execute(
        connection,
        verb
            + " ROLE \""
            + name
            + "\" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '"
            + password
            + "'");
    execute(connection, "ALTER ROLE \"" + name + "\" SET commit_delay = " + COMMIT_DELAY_MICROS);
    if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
      execute(connection, "CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
    }
    closeToPublic(connection, name);
  }

  static void closeToPublic(Connection connection, String database) throws SQLException {
    execute(connection, "REVOKE CONNECT, TEMPORARY ON DATABASE \"" + database + "\" FROM PUBLIC");
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
