package io.sluice.workers;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.StreamEvent;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;

/** A node with one service, which reads streams as a test says, and whose effects are rows. */
final class ReadingNode implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Reader reader;
  private final WorkerNode node;

  /**
   * Starts it.
   *
   * @param handlers names what it reads
   */
  ReadingNode(String service, String name, BiConsumer<Handlers, Reader> handlers)
      throws TimeoutException, IOException {
    reader = new Reader(service, name, handlers);
    node =
        WorkerNode.start(
                vertx, name, WorkerConfig.over(RealParts.kafka()), InstantSource.system(), meters)
            .await(30, SECONDS);
    try {
      var options = new DeploymentOptions().setConfig(RealDatabase.configOf(service));
      node.deploy(reader, options).await(60, SECONDS);
    } catch (TimeoutException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** What {@code Counted} has. */
  record Counted(long number) {}

  /** An effect. */
  record Seen(String key, long number, String node) {}

  /** The service. */
  static final class Reader extends WorkerVerticle {

    private final String service;
    private final String node;
    private final BiConsumer<Handlers, Reader> handlers;

    Reader(String service, String node, BiConsumer<Handlers, Reader> handlers) {
      this.service = service;
      this.node = node;
      this.handlers = handlers;
    }

    @Override
    public String service() {
      return service;
    }

    @Override
    protected Optional<String> migrations() {
      return Optional.of("io/sluice/workers/migrations");
    }

    @Override
    protected void handlers(Handlers on) {
      handlers.accept(on, this);
    }

    /** Leaves a row, in the event's transaction. */
    Future<Void> see(Counted data, StreamEvent event) {
      return event.transaction(transaction -> see(transaction.db(), data, event));
    }

    Future<Void> see(SqlConnection connection, Counted data, StreamEvent event) {
      return connection
          .preparedQuery("insert into seen (message_key, number, node) values ($1, $2, $3)")
          .execute(Tuple.of(event.key(), data.number(), node))
          .mapEmpty();
    }
  }

  /** In the order of the commits of each key. */
  List<Seen> seen() {
    return reader
        .database()
        .orElseThrow()
        .pool()
        .query("select message_key, number, node from seen order by position")
        .execute()
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new Seen(row.getString(0), row.getLong(1), row.getString(2)))
                    .toList())
        .await();
  }

  /** The numbers of a key. */
  List<Long> seen(String key) {
    return seen().stream().filter(one -> one.key().equals(key)).map(Seen::number).toList();
  }

  /** How many runs of events came to this. */
  long count(String outcome) {
    return meters.find("sluice.events").tags(List.of(Tag.of("outcome", outcome))).timers().stream()
        .mapToLong(timer -> timer.count())
        .sum();
  }

  long gaps() {
    return (long)
        meters.find("sluice.events.gaps").counters().stream().mapToDouble(one -> one.count()).sum();
  }

  double lag(String stream) {
    return Objects.requireNonNull(meters.find("sluice.events.lag").tag("stream", stream).gauge())
        .value();
  }

  Future<Void> check() {
    return node.check();
  }

  @Override
  public void close() throws TimeoutException {
    node.stop().await(60, SECONDS);
    vertx.close().await(30, SECONDS);
  }
}
