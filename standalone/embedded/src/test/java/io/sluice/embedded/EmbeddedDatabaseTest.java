package io.sluice.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseTest {

  private final Path dir;

  EmbeddedDatabaseTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void rowsAndPasswordsSurviveCloseAndStart() throws Exception {
    ServiceDatabase first;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(dir)) {
      first = database.createService("shipping.order");
      insert(first, "kept");
    }

    try (EmbeddedDatabase database = EmbeddedDatabase.start(dir)) {
      ServiceDatabase again = database.createService("shipping.order");

      assertEquals("shipping_order", again.database());
      assertEquals(first.password(), again.password());
      assertEquals("kept", query(again, "SELECT name FROM thing"));
    }
  }

  @Test
  void aCommittedRowSurvivesTheKillOfItsJvmAndNoServerIsLeft() throws Exception {
    try (Child child = Child.running(Storing.class, dir)) {
      ProcessHandle orphan = DatabaseFiles.in(dir).postmaster().running().orElseThrow();

      child.kill();

      assertFalse(orphan.onExit().get(10, TimeUnit.SECONDS).isAlive());
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(dir)) {
      ServiceDatabase service = database.createService("shipping.order");
      assertEquals("committed", query(service, "SELECT name FROM thing"));
    }
    assertTrue(DatabaseFiles.in(dir).postmaster().running().isEmpty());
  }

  @Test
  void aFirstStartThatWasCutShortIsBegunAnew() throws Exception {
    Path data = Files.createDirectories(dir.resolve("data"));
    Files.writeString(data.resolve("postgresql.conf"), "half");
    Files.createDirectories(dir.resolve("binaries/PG-half/bin"));

    try (EmbeddedDatabase database = EmbeddedDatabase.start(dir)) {
      assertEquals("on", query(database.createService("a"), "SHOW fsync"));
      assertEquals("on", query(database.createService("a"), "SHOW synchronous_commit"));
    }
  }

  @Test
  void aServiceReachesItsOwnDatabaseOnly() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(dir)) {
      ServiceDatabase order = database.createService("shipping.order");
      ServiceDatabase voyage = database.createService("shipping.voyage");

      assertEquals("1", query(order, "SELECT 1"));
      assertThrows(SQLException.class, () -> query(in(order, voyage.database()), "SELECT 1"));
      assertThrows(SQLException.class, () -> query(in(order, "postgres"), "SELECT 1"));
      assertThrows(SQLException.class, () -> query(withPassword(order, "wrong"), "SELECT 1"));
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("passwords"))));
  }

  private static ServiceDatabase in(ServiceDatabase service, String other) {
    return new ServiceDatabase(
        service.host(), service.port(), other, service.user(), service.password());
  }

  private static ServiceDatabase withPassword(ServiceDatabase service, String password) {
    return new ServiceDatabase(
        service.host(), service.port(), service.database(), service.user(), password);
  }

  private static void insert(ServiceDatabase service, String name) throws SQLException {
    try (Connection connection = connect(service);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE thing (name text)");
      statement.execute("INSERT INTO thing VALUES ('" + name + "')");
    }
  }

  private static String query(ServiceDatabase service, String sql) throws SQLException {
    try (Connection connection = connect(service);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }

  private static Connection connect(ServiceDatabase service) throws SQLException {
    return DriverManager.getConnection(service.jdbcUrl(), service.user(), service.password());
  }

  /** What the killed JVM runs. */
  static final class Storing {

    private Storing() {}

    public static void main(String[] args) throws Exception {
      try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]))) {
        insert(database.createService("shipping.order"), "committed");
        System.out.println(Child.STORED);
        System.in.transferTo(System.out);
      }
    }
  }
}
