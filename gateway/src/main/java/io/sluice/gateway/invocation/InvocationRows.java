package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.call.Answer;
import io.sluice.gateway.call.Fingerprint;
import io.sluice.gateway.call.Timeline;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The ledger's rows as callers want to know them. */
final class InvocationRows {

  /** By name: a migration may add others while nodes of the version before are at work. */
  private static final String STATE =
      """
      id, owner, command_id, operation, service, principal, tenant, fingerprint, state, version,
      attempts, cancel_requested, taken_at, sent_at, started_at, finished_at, expires_at, percent,
      message, removed, status, answer_type, answer_headers,
      """;

  static final String COLUMNS = STATE + "answer ";

  /** Whoever looks now and then shall not fetch a long answer each time. */
  static final String SEEN =
      STATE + "case when octet_length(answer) <= 4096 then answer end answer";

  private static final String FROM = " from sluice_ledger.invocation where ";
  private static final String FIND = "select " + COLUMNS + FROM + "id = any($1::uuid[])";
  private static final String SEE = "select " + SEEN + FROM + "id = any($1::uuid[])";

  private InvocationRows() {}

  /** Those that are there, with their owners. */
  static Future<List<Found>> find(SqlConnection connection, Collection<InvocationId> ids) {
    UUID[] values = ids.stream().map(InvocationId::value).toArray(UUID[]::new);
    return connection
        .preparedQuery(FIND)
        .execute(Tuple.tuple().addArrayOfUUID(values))
        .map(rows -> list(rows, row -> new Found(row.getUUID("owner"), read(row))));
  }

  /** Those that are there, with their answers where those are short. */
  static Future<List<Invocation>> see(SqlConnection connection, Collection<InvocationId> ids) {
    UUID[] values = ids.stream().map(InvocationId::value).toArray(UUID[]::new);
    return connection
        .preparedQuery(SEE)
        .execute(Tuple.tuple().addArrayOfUUID(values))
        .map(rows -> list(rows, InvocationRows::read));
  }

  /**
   * A row.
   *
   * @param owner which call made it
   */
  record Found(UUID owner, Invocation invocation) {}

  static Invocation read(Row row) {
    Buffer fingerprint = row.getBuffer("fingerprint");
    return new Invocation(
        new InvocationId(row.getUUID("id")),
        row.getUUID("command_id"),
        row.getString("operation"),
        row.getString("service"),
        new Caller(row.getString("principal"), row.getString("tenant")),
        fingerprint == null ? null : Fingerprint.of(fingerprint.getBytes()),
        InvocationState.of(row.getString("state")),
        row.getLong("version"),
        row.getInteger("attempts"),
        row.getBoolean("cancel_requested"),
        new Timeline(
            instant(row, "taken_at"),
            instantOrNull(row, "sent_at"),
            instantOrNull(row, "started_at"),
            instantOrNull(row, "finished_at")),
        instant(row, "expires_at"),
        progress(row),
        answer(row),
        row.getBoolean("removed"));
  }

  static <T> List<T> list(RowSet<Row> rows, Function<Row, T> reading) {
    return StreamSupport.stream(rows.spliterator(), false).map(reading).toList();
  }

  static Instant instant(Row row, String column) {
    return Objects.requireNonNull(instantOrNull(row, column));
  }

  /** In whole milliseconds, as the wire has it. */
  private static @Nullable Instant instantOrNull(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.MILLIS);
  }

  static String headers(Map<String, String> headers) {
    return new JsonObject(new TreeMap<String, Object>(headers)).encode();
  }

  static Map<String, String> headers(String text) {
    Map<String, String> headers = new TreeMap<>();
    new JsonObject(text).forEach(entry -> headers.put(entry.getKey(), (String) entry.getValue()));
    return headers;
  }

  private static @Nullable ProgressReport progress(Row row) {
    Integer percent = row.getInteger("percent");
    String message = row.getString("message");
    return percent == null && message == null ? null : new ProgressReport(percent, message);
  }

  /** Null also where it is longer than what was asked for. */
  private static @Nullable Answer answer(Row row) {
    Buffer body = row.getBuffer("answer");
    return body == null
        ? null
        : new Answer(
            row.getInteger("status"),
            headers(row.getString("answer_headers")),
            row.getString("answer_type"),
            body);
  }
}
