package io.sluice.workers.outbox;

import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.TraceContext;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The events of one service that no broker has acknowledged yet, as rows. Thread-safe. */
public final class Outbox {

  /** The counter's row stays locked until the commit: nobody else counts on before it is known. */
  private static final String WRITE =
      """
      with counted as (
        insert into sluice.outbox_key as counter (stream, message_key, last) values ($1, $2, 1)
        on conflict (stream, message_key) do update set last = counter.last + 1
        returning last)
      insert into sluice.outbox (stream, message_key, sequence, event_id, name, source, happened_at,
        invocation, causation, traceparent, tracestate, content_type, data)
      select $1::text, $2::text, counted.last, $3::uuid, $4::text, $5::text, $6::timestamptz, $7::uuid,
        $8::uuid, $9::text, $10::text, $11::text, $12::bytea
      from counted
      returning position, sequence
      """;

  /** A statement of its own, after the lock: it sees every event that was counted before. */
  private static final String LOWEST =
      "select min(sequence) from sluice.outbox where stream = $1 and message_key = $2";

  /** Of each key the rows from its first on, because positions grow with sequences. */
  private static final String LEFT =
      """
      select * from sluice.outbox
      where (stream, message_key) in (
        select stream, message_key from sluice.outbox
        where created_at < clock_timestamp() - $1::bigint * interval '1 ms' order by created_at limit $2)
      order by position limit $2
      """;

  private static final String DELETE =
      "delete from sluice.outbox where position = any($1::bigint[])";

  private final String source;
  private final InstantSource clock;

  public Outbox(String service, InstantSource clock) {
    this.source = "/service/" + service;
    this.clock = clock;
  }

  /**
   * Writes a transaction's events, without waiting for one answer before the next statement.
   *
   * @param cause what led to them
   */
  public Future<List<Pending>> write(SqlConnection connection, Cause cause, List<NewEvent> events) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    // Every transaction takes its locks in the same order, so that none waits in a circle.
    List<NewEvent> sorted = events.stream().sorted(Comparator.comparing(NewEvent::line)).toList();
    List<Future<Row>> written = new ArrayList<>();
    Map<StreamKey, Future<Long>> lowest = new TreeMap<>();
    for (NewEvent event : sorted) {
      written.add(
          connection
              .preparedQuery(WRITE)
              .execute(values(event, cause, now))
              .map(rows -> rows.iterator().next()));
    }
    for (NewEvent event : sorted) {
      lowest.computeIfAbsent(event.line(), line -> lowest(connection, line));
    }
    return Future.all(written)
        .compose(all -> Future.all(List.copyOf(lowest.values())))
        .map(
            all -> {
              List<Pending> pending = new ArrayList<>();
              for (int i = 0; i < sorted.size(); i++) {
                NewEvent event = sorted.get(i);
                Row row = written.get(i).result();
                pending.add(
                    new Pending(
                        event.stream(),
                        event(event, cause, now, row.getLong("sequence")),
                        row.getLong("position"),
                        Objects.requireNonNull(lowest.get(event.line())).result()));
              }
              return pending;
            });
  }

  /**
   * Events of the keys whose first has been here for so long, each key's from its first on.
   *
   * @param most how many keys, and how many events
   */
  static Future<List<Pending>> left(SqlClient client, Duration age, int most) {
    return client
        .preparedQuery(LEFT)
        .execute(Tuple.of(age.toMillis(), most))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Outbox::read).toList());
  }

  /** Forgets what was acknowledged. */
  static Future<Void> delete(SqlClient client, List<Long> positions) {
    return client
        .preparedQuery(DELETE)
        .execute(Tuple.of(positions.toArray(Long[]::new)))
        .mapEmpty();
  }

  private static Future<Long> lowest(SqlConnection connection, StreamKey line) {
    return connection
        .preparedQuery(LOWEST)
        .execute(Tuple.of(line.stream(), line.key()))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private Tuple values(NewEvent event, Cause cause, Instant now) {
    TraceContext trace = cause.trace();
    InvocationId invocation = cause.invocation();
    return Tuple.tuple()
        .addString(event.stream())
        .addString(event.key())
        .addUUID(event.id())
        .addString(event.name())
        .addString(source)
        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
        .addUUID(invocation == null ? null : invocation.value())
        .addUUID(cause.id())
        .addString(trace.traceparent())
        .addString(trace.tracestate())
        .addString(Payload.JSON)
        .addBuffer(event.data());
  }

  private Event event(NewEvent event, Cause cause, Instant now, long sequence) {
    return new Event(
        event.id(),
        event.name(),
        source,
        event.key(),
        now,
        cause.invocation(),
        cause.id(),
        sequence,
        cause.trace(),
        Payload.json(event.data()));
  }

  private static Pending read(Row row) {
    long sequence = row.getLong("sequence");
    UUID invocation = row.getUUID("invocation");
    var event =
        new Event(
            row.getUUID("event_id"),
            row.getString("name"),
            row.getString("source"),
            row.getString("message_key"),
            row.getOffsetDateTime("happened_at").toInstant(),
            invocation == null ? null : new InvocationId(invocation),
            row.getUUID("causation"),
            sequence,
            new TraceContext(row.getString("traceparent"), row.getString("tracestate")),
            new Payload(row.getString("content_type"), Map.of(), row.getBuffer("data")));
    return new Pending(row.getString("stream"), event, row.getLong("position"), sequence);
  }
}
