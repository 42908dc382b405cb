package io.sluice.shipping.order;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.TraceContext;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.ServiceDatabase;
import io.sluice.workers.processing.CommandProcessor;
import io.sluice.workers.transaction.ServiceTransactions;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The order worker on its database, reached as a transport reaches it. */
final class OrderService implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final InstantSource CLOCK = InstantSource.system();

  private final Vertx vertx = Vertx.vertx();
  private final OrderWorker worker = new OrderWorker();
  private final Queue<Event> published = new ConcurrentLinkedQueue<>();
  private final EmbeddedDatabase database;
  private final ServiceTransactions transactions;
  private final CommandProcessor processor;

  private OrderService(EmbeddedDatabase database) throws IOException, TimeoutException {
    this.database = database;
    vertx
        .deployVerticle(worker, accessTo(database.createService(worker.service())))
        .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    this.transactions =
        ServiceTransactions.open(
                worker.runsOn(),
                worker.database().orElseThrow(),
                worker.service(),
                worker.named().streams(),
                this::publish,
                CLOCK)
            .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    this.processor =
        new CommandProcessor(worker.named(), "/worker/test", CLOCK, LIMIT, transactions);
  }

  /** The end of the line here; how it goes on to Kafka is the runtime's to test. */
  private Future<Void> publish(Event event, String stream) {
    published.add(event);
    return Future.succeededFuture();
  }

  /** The events that an invocation has led to, so far. */
  List<Event> publishedBy(InvocationId invocation) {
    return published.stream().filter(event -> invocation.equals(event.invocation())).toList();
  }

  static OrderService start(Path dir) throws IOException, TimeoutException {
    EmbeddedDatabase database = EmbeddedDatabase.start(dir);
    try {
      return new OrderService(database);
    } catch (IOException | TimeoutException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** A command of a new invocation. */
  Reply ask(String operation, JsonObject data) throws TimeoutException {
    return run(command(operation, data));
  }

  Reply run(Command command) throws TimeoutException {
    return processor.run(command).map(RunResult::reply).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  void check() throws TimeoutException {
    worker.database().orElseThrow().ping().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  static Command command(String operation, JsonObject data) {
    var now = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Command(
        UUID.randomUUID(),
        InvocationId.random(),
        operation,
        "/gateway/test",
        null,
        now,
        Deadline.after(LIMIT, now),
        null,
        false,
        1,
        Caller.ANONYMOUS,
        TraceContext.start(),
        Payload.json(data.toBuffer()));
  }

  @Override
  public void close() throws IOException, TimeoutException {
    try {
      transactions.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
      vertx.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } finally {
      database.close();
    }
  }

  private static DeploymentOptions accessTo(ServiceDatabase service) {
    JsonObject access =
        new JsonObject()
            .put("host", service.host())
            .put("port", service.port())
            .put("database", service.database())
            .put("user", service.user())
            .put("password", service.password());
    return new DeploymentOptions().setConfig(new JsonObject().put("database", access));
  }
}
