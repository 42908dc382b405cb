package io.sluice.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server on a free loopback port, with full durability, that keeps its data.
 *
 * <p>Every connection gives a password, and a service's role reaches no database but its own.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String HOST = "127.0.0.1";
  private static final String SUPERUSER = "postgres";
  private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(20);
  private static final Duration SECOND_ATTEMPT = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final Postmaster postmaster;
  private final Watchdog watchdog;
  private final Passwords passwords;

  private EmbeddedDatabase(
      EmbeddedPostgres server, Postmaster postmaster, Watchdog watchdog, Passwords passwords) {
    this.server = server;
    this.postmaster = postmaster;
    this.watchdog = watchdog;
    this.passwords = passwords;
  }

  /**
   * Starts the server in {@code dir}, first stopping one that a killed JVM left there.
   *
   * <p>Its port was free when it was chosen; another program may take it before the server does,
   * and only the silence shows it. So there is a second attempt, at another port.
   *
   * @throws IOException when it does not answer within 80 s, or when the thread is interrupted and
   *     the server stopped; nothing is left running then
   */
  public static EmbeddedDatabase start(Path dir) throws IOException {
    try {
      return attempt(dir, FIRST_ATTEMPT);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      log.atWarn().addKeyValue("reason", e.toString()).log("PostgreSQL did not start; once more");
      return attempt(dir, SECOND_ATTEMPT);
    }
  }

  private static EmbeddedDatabase attempt(Path dir, Duration limit) throws IOException {
    DatabaseFiles files = DatabaseFiles.in(dir);
    LeftoverServer.stop(dir);
    files.discardHalfMade();
    Passwords passwords = Passwords.in(files.passwords());
    try {
      EmbeddedPostgres server = startServer(files, passwords, limit);
      ProcessHandle process =
          files.postmaster().running().orElseThrow(() -> new IOException("PostgreSQL has ended"));
      Watchdog watchdog = Watchdog.over(process, files.pidFile());
      var database = new EmbeddedDatabase(server, files.postmaster(), watchdog, passwords);
      database.closeCommonDatabases();
      files.markComplete();
      return database;
    } catch (IOException | RuntimeException e) {
      stopCutShort(dir);
      throw e;
    }
  }

  private static void stopCutShort(Path dir) throws IOException {
    boolean interrupted = Thread.interrupted();
    LeftoverServer.stop(dir);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  public int port() {
    return server.getPort();
  }

  /**
   * The database of a service, made when it is not there yet: {@code shipping.order} owns {@code
   * shipping_order}.
   */
  public ServiceDatabase createService(String service) throws IOException {
    if (!service.matches("[a-z][a-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException("not a service name: " + service);
    }
    String name = service.replace('.', '_').replace('-', '_');
    if (name.equals(SUPERUSER) || name.startsWith("pg_") || name.startsWith("template")) {
      throw new IllegalArgumentException("PostgreSQL keeps this name to itself: " + service);
    }
    String password = passwords.of(name);
    try (Connection connection = connectAsSuperuser()) {
      ServiceRole.create(connection, name, password);
    } catch (SQLException e) {
      throw new IOException("cannot create the database of service " + service, e);
    }
    return new ServiceDatabase(HOST, port(), name, name, password);
  }

  private static EmbeddedPostgres startServer(
      DatabaseFiles files, Passwords passwords, Duration limit) throws IOException {
    String password = passwords.of(SUPERUSER);
    Path initialPassword = files.writeInitialPassword(password);
    // zonky looks here for stale servers of its own and would otherwise use the system's folder.
    System.setProperty("ot.epg.working-dir", files.binaries().toString());
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            // zonky remembers the unpacked folder by resolver: a new one keeps it in this dir.
            .setPgBinaryResolver(new PostgresBinaries())
            .setOverrideWorkingDirectory(files.binaries().toFile())
            .setDataDirectory(files.data())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(limit)
            // These become options of initdb, after zonky's own "-A trust", and the last one wins.
            .setLocaleConfig("locale", "C.UTF-8")
            .setLocaleConfig("auth-host", "scram-sha-256")
            .setLocaleConfig("auth-local", "scram-sha-256")
            .setLocaleConfig("pwfile", initialPassword.toString())
            .setConnectConfig("password", password)
            // zonky turns both off, which loses acknowledged data.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("listen_addresses", HOST)
            .setServerConfig("max_connections", "100")
            .start();
    Files.deleteIfExists(initialPassword);
    return server;
  }

  private void closeCommonDatabases() throws IOException {
    try (Connection connection = connectAsSuperuser()) {
      ServiceRole.closeToPublic(connection, "postgres");
      ServiceRole.closeToPublic(connection, "template1");
    } catch (SQLException e) {
      throw new IOException("PostgreSQL does not answer", e);
    }
  }

  private Connection connectAsSuperuser() throws IOException, SQLException {
    return server
        .getDatabase(SUPERUSER, "postgres", Map.of("password", passwords.of(SUPERUSER)))
        .getConnection();
  }

  /** Stops the server and waits for its end; connections that are still open are cut. */
  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      postmaster.stop();
      watchdog.close();
    }
  }
}
