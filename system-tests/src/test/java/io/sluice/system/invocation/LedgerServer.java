package io.sluice.system.invocation;

import io.sluice.cluster.database.DatabaseAccess;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.ServiceDatabase;
import io.sluice.system.Caller;
import io.sluice.system.proxy.FaultProxy;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A PostgreSQL for the ledger alone, and links to it that stay where the server does not. */
final class LedgerServer {

  private static final String NAME = "sluice.ledger";

  private final List<FaultProxy> links = new CopyOnWriteArrayList<>();
  private final Vertx vertx;
  private final Path folder;
  private EmbeddedDatabase server;
  private ServiceDatabase database;

  private LedgerServer(Vertx vertx, Path folder) throws IOException {
    this.vertx = vertx;
    this.folder = folder;
    this.server = EmbeddedDatabase.start(folder);
    this.database = server.createService(NAME);
  }

  static LedgerServer start(Vertx vertx, Path folder) throws IOException {
    return new LedgerServer(vertx, folder);
  }

  FaultProxy openLink() throws TimeoutException {
    FaultProxy link = Caller.await(FaultProxy.start(vertx, 0, address()));
    links.add(link);
    return link;
  }

  DatabaseAccess by(FaultProxy link) {
    return new DatabaseAccess(
        "127.0.0.1", link.port(), database.database(), database.user(), database.password());
  }

  /** SIGKILL to the server and to all that it has started. */
  void kill() throws SQLException, TimeoutException {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    for (FaultProxy link : links) {
      Caller.await(link.down());
    }
  }

  /** On the data that the killed one has left. */
  void startAgain() throws IOException, TimeoutException {
    server.close();
    server = EmbeddedDatabase.start(folder);
    database = server.createService(NAME);
    for (FaultProxy link : links) {
      link.lead(address());
      Caller.await(link.up());
    }
  }

  /**
   * Changes a row past the gateways.
   *
   * @param change of the row, as SQL has it behind {@code set}
   */
  void change(String id, String change) throws SQLException {
    String update = "update sluice_ledger.invocation set " + change + " where id = ?::uuid";
    try (var connection = connect();
        var statement = connection.prepareStatement(update)) {
      statement.setString(1, id);
      if (statement.executeUpdate() != 1) {
        throw new IllegalStateException("no row of " + id);
      }
    }
  }

  /** Those of the invocations that are as the condition says. */
  List<String> ids(String condition, String value) throws SQLException {
    List<String> ids = new ArrayList<>();
    String query = "select id from sluice_ledger.invocation where " + condition;
    try (var connection = connect();
        var statement = connection.prepareStatement(query)) {
      statement.setString(1, value);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  void close() throws IOException, TimeoutException {
    for (FaultProxy link : links) {
      Caller.await(link.close());
    }
    server.close();
  }

  /** The server first: it would start others. */
  private List<ProcessHandle> processes() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_backend_pid()")) {
      rows.next();
      ProcessHandle own = ProcessHandle.of(rows.getLong(1)).orElseThrow();
      ProcessHandle postmaster = own.parent().orElseThrow();
      return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private SocketAddress address() {
    return SocketAddress.inetSocketAddress(database.port(), database.host());
  }
}
