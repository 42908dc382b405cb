package io.sluice.system.transaction;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.TraceContext;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.ServiceDatabase;
import io.sluice.system.TemporaryFolder;
import io.sluice.system.proxy.FaultProxy;
import io.sluice.workers.processing.CommandProcessor;
import io.sluice.workers.transaction.ServiceTransactions;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** The service on a node, its database, and the link between them. */
final class EffectsNode implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final TemporaryFolder folder = TemporaryFolder.create("sluice-transactions");
  private final Vertx vertx = Vertx.vertx();
  private final Effects worker = new Effects();
  private final EmbeddedDatabase server;
  private final ServiceDatabase database;
  private final FaultProxy link;
  private final ServiceTransactions transactions;
  private final CommandProcessor processor;
  private final Set<Long> timers = ConcurrentHashMap.newKeySet();

  EffectsNode() throws Exception {
    server = EmbeddedDatabase.start(folder.path());
    database = server.createService(Effects.SERVICE);
    link =
        FaultProxy.start(
                vertx, 0, SocketAddress.inetSocketAddress(database.port(), database.host()))
            .await(30, SECONDS);
    vertx.deployVerticle(worker, overLink()).await(60, SECONDS);
    transactions =
        ServiceTransactions.open(
                worker.runsOn(),
                worker.database().orElseThrow(),
                Effects.SERVICE,
                Set.of(),
                (event, stream) -> Future.failedFuture("no events"),
                InstantSource.system())
            .await(30, SECONDS);
    processor =
        new CommandProcessor(
            worker.named(), "/worker/test", InstantSource.system(), LIMIT, transactions);
  }

  Effects worker() {
    return worker;
  }

  FaultProxy link() {
    return link;
  }

  /**
   * Does it in so many milliseconds, also while the caller waits; not any more once the link is
   * {@link #healed}.
   */
  void later(int millis, Runnable action) {
    timers.add(vertx.setTimer(millis, fired -> action.run()));
  }

  /** The link passes everything on, and no fault or end of one is still to come. */
  void healed() {
    timers.forEach(vertx::cancelTimer);
    timers.clear();
    link.pass();
  }

  Reply ask(Command command) throws Exception {
    return processor.run(command).map(RunResult::reply).await(LIMIT.toSeconds(), SECONDS);
  }

  static Command command(Duration timeout) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Command(
        UUID.randomUUID(),
        InvocationId.random(),
        "leave",
        "/gateway/test",
        null,
        now,
        Deadline.after(timeout, now),
        null,
        false,
        1,
        Caller.ANONYMOUS,
        TraceContext.start(),
        Payload.json(Buffer.buffer("{}")));
  }

  /** How often the command took effect, asked for beside the link. */
  int effectsOf(Command command) throws SQLException {
    String query = "select count(*) from effect where command = ?";
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.prepareStatement(query)) {
      statement.setObject(1, command.id());
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  @Override
  public void close() throws IOException, TimeoutException {
    healed();
    transactions.close().await(30, SECONDS);
    link.close().await(30, SECONDS);
    vertx.close().await(30, SECONDS);
    server.close();
    folder.close();
  }

  private DeploymentOptions overLink() {
    var access =
        new JsonObject()
            .put("host", "127.0.0.1")
            .put("port", link.port())
            .put("database", database.database())
            .put("user", database.user())
            .put("password", database.password());
    return new DeploymentOptions().setConfig(new JsonObject().put("database", access));
  }
}
