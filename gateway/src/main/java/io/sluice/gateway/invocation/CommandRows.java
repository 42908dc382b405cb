package io.sluice.gateway.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.TraceContext;
import io.sluice.gateway.call.Fingerprint;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands as the ledger's rows have them, whole but for the address of the reply. */
final class CommandRows {

  /** By name: a migration may add others while nodes of the version before are at work. */
  static final String COLUMNS =
      """
      i.id, i.command_id, i.operation, i.source, i.message_key, i.taken_at, i.expires_at, i.attempt,
      i.principal, i.tenant, i.traceparent, i.tracestate, i.content_type, i.headers, i.data,
      i.service, i.topic
      """;

  private CommandRows() {}

  /** One array for each column, in the order of the insert. */
  static Tuple values(List<NewInvocation> items) {
    var columns = new Columns<>(items);
    columns.add(UUID[]::new, item -> item.command().invocation().value());
    columns.add(UUID[]::new, NewInvocation::owner);
    columns.add(UUID[]::new, item -> item.command().id());
    columns.add(String[]::new, item -> item.command().operation());
    columns.add(String[]::new, NewInvocation::service);
    columns.add(String[]::new, NewInvocation::topic);
    columns.add(String[]::new, item -> item.command().caller().principal());
    columns.add(String[]::new, item -> item.command().caller().tenant());
    columns.add(Buffer[]::new, item -> digest(item.fingerprint()));
    columns.add(OffsetDateTime[]::new, item -> time(item.command().expiry().at()));
    columns.add(OffsetDateTime[]::new, item -> time(item.command().time()));
    columns.add(Integer[]::new, item -> partition(item.position()));
    columns.add(Long[]::new, item -> offset(item.position()));
    columns.add(String[]::new, item -> item.command().source());
    columns.add(Buffer[]::new, item -> bytes(item.command().key()));
    columns.add(Integer[]::new, item -> item.command().attempt());
    columns.add(String[]::new, item -> item.command().trace().traceparent());
    columns.add(String[]::new, item -> item.command().trace().tracestate());
    columns.add(String[]::new, item -> item.command().payload().contentType());
    columns.add(String[]::new, item -> InvocationRows.headers(item.command().payload().headers()));
    columns.add(Buffer[]::new, item -> item.command().payload().data());
    return columns.values();
  }

  static Unsent read(Row row) {
    Buffer key = row.getBuffer("message_key");
    var command =
        new Command(
            row.getUUID("command_id"),
            new InvocationId(row.getUUID("id")),
            row.getString("operation"),
            row.getString("source"),
            key == null ? null : key.toString(UTF_8),
            InvocationRows.instant(row, "taken_at"),
            new Deadline(InvocationRows.instant(row, "expires_at")),
            null,
            true,
            row.getInteger("attempt"),
            new Caller(row.getString("principal"), row.getString("tenant")),
            new TraceContext(row.getString("traceparent"), row.getString("tracestate")),
            new Payload(
                row.getString("content_type"),
                InvocationRows.headers(row.getString("headers")),
                row.getBuffer("data")));
    return new Unsent(command, row.getString("service"), row.getString("topic"));
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A text would not take every key. */
  private static @Nullable Buffer bytes(@Nullable String key) {
    return key == null ? null : Buffer.buffer(key);
  }

  private static @Nullable Buffer digest(@Nullable Fingerprint fingerprint) {
    return fingerprint == null ? null : Buffer.buffer(fingerprint.digest());
  }

  private static @Nullable Integer partition(@Nullable Position position) {
    return position == null ? null : position.partition();
  }

  private static @Nullable Long offset(@Nullable Position position) {
    return position == null ? null : position.offset();
  }
}
