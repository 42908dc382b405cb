package io.sluice.system.invocation;

import io.sluice.embedded.ServiceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the worker has written down. */
final class Deeds {

  private final ServiceDatabase database;

  private Deeds(ServiceDatabase database) {
    this.database = database;
  }

  static Deeds create(ServiceDatabase database) throws SQLException {
    var deeds = new Deeds(database);
    try (var connection = deeds.connect();
        var statement = connection.createStatement()) {
      statement.execute("create table deed (invocation uuid not null, name text not null)");
    }
    return deeds;
  }

  /** How often a deed was done. */
  int count(String name) throws SQLException {
    return number("select count(*) from deed where name = ?", name);
  }

  /** By how many invocations deeds whose names begin so were done. */
  int invocations(String prefix) throws SQLException {
    return number("select count(distinct invocation) from deed where name like ? || '%'", prefix);
  }

  /** How many deeds there are whose names begin so. */
  int all(String prefix) throws SQLException {
    return number("select count(*) from deed where name like ? || '%'", prefix);
  }

  /** Those whose names begin so; one that was done twice is there twice. */
  List<String> names(String prefix) throws SQLException {
    try (var connection = connect();
        var statement =
            connection.prepareStatement("select name from deed where name like ? || '%'")) {
      statement.setString(1, prefix);
      List<String> names = new ArrayList<>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    }
  }

  private int number(String query, String name) throws SQLException {
    try (var connection = connect();
        var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
