package io.sluice.workers.inbox;

import io.sluice.backbone.message.Payload;
import io.sluice.workers.handler.FirstReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The first replies of one service, by the id of the command that they answer. Thread-safe. */
public final class Inbox {

  private static final String CLAIM = "select pg_advisory_xact_lock($1)";

  private static final String FIND =
      "select status, content_type, headers, data, replied_at from sluice.inbox"
          + " where service = $1 and command_id = $2";

  private static final String STORE =
      "insert into sluice.inbox (service, command_id, status, content_type, headers, data)"
          + " values ($1, $2, $3, $4, $5, $6)";

  private static final String STORE_IF_NEW = STORE + " on conflict do nothing";

  private static final String PURGE =
      "delete from sluice.inbox where (service, command_id) in"
          + " (select service, command_id from sluice.inbox"
          + " where replied_at < now() - $1::bigint * interval '1 ms' limit $2)";

  private final String service;

  public Inbox(String service) {
    this.service = service;
  }

  /**
   * Waits until no other transaction is at work on the command, and lets none begin before this one
   * has ended. A lock and no row: the row comes with the reply, so that it is written once and
   * leaves nothing behind for the vacuum.
   */
  public Future<Void> claim(SqlConnection connection, UUID command) {
    return connection.preparedQuery(CLAIM).execute(Tuple.of(lockOf(command))).mapEmpty();
  }

  /** To be asked after {@link #claim}, in a statement of its own: it sees what was waited for. */
  public Future<Optional<FirstReply>> find(SqlClient connection, UUID command) {
    return connection
        .preparedQuery(FIND)
        .execute(Tuple.of(service, command))
        .map(rows -> stream(rows).findFirst());
  }

  /** The same when whoever is at work on the command has ended. */
  public Future<Optional<FirstReply>> await(Pool pool, UUID command) {
    return pool.withTransaction(
            connection -> claim(connection, command).compose(ours -> find(connection, command)))
        .map(found -> Objects.requireNonNull(found));
  }

  /** The primary key refuses a second. */
  public Future<Void> store(SqlConnection connection, UUID command, FirstReply.Given reply) {
    return connection.preparedQuery(STORE).execute(values(command, reply)).mapEmpty();
  }

  /** Stores it where there is none; whichever is there then is the first. */
  public Future<FirstReply> storeIfNew(SqlClient connection, UUID command, FirstReply.Given reply) {
    Future<?> stored = connection.preparedQuery(STORE_IF_NEW).execute(values(command, reply));
    Future<Optional<FirstReply>> first = find(connection, command);
    return stored.compose(done -> first).map(found -> found.orElse(reply));
  }

  /**
   * Forgets replies that are older than the retention.
   *
   * @return how many were forgotten; fewer than {@code most} when no more are left
   */
  public static Future<Integer> purge(SqlClient client, Duration retention, int most) {
    return client
        .preparedQuery(PURGE)
        .execute(Tuple.of(retention.toMillis(), most))
        .map(RowSet::rowCount);
  }

  /** Two commands with the same number only wait for each other. */
  private long lockOf(UUID command) {
    return command.getMostSignificantBits()
        ^ Long.rotateLeft(command.getLeastSignificantBits(), 32)
        ^ service.hashCode();
  }

  private Tuple values(UUID command, FirstReply.Given reply) {
    return addTo(Tuple.of(service, command), reply);
  }

  private static Stream<FirstReply> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row -> row.getValue("replied_at") == null ? new FirstReply.Deferred() : readReply(row));
  }

  /** Adds a reply's columns: status, content_type, headers, data. */
  public static Tuple addTo(Tuple values, FirstReply.Given reply) {
    Payload payload = reply.payload();
    JsonObject headers = new JsonObject();
    payload.headers().forEach(headers::put);
    return values
        .addInteger(reply.status())
        .addString(payload.contentType())
        .addString(headers.encode())
        .addBuffer(payload.data());
  }

  /** Reads a reply of its columns. */
  public static FirstReply.Given readReply(Row row) {
    Map<String, String> headers = new HashMap<>();
    new JsonObject(row.getString("headers"))
        .forEach(header -> headers.put(header.getKey(), String.valueOf(header.getValue())));
    Buffer data = row.getBuffer("data");
    return new FirstReply.Given(
        row.getInteger("status"), new Payload(row.getString("content_type"), headers, data));
  }
}
