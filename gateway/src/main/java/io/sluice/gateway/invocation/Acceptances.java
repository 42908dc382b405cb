package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.invocation.InvocationRows.Found;
import io.sluice.gateway.invocation.SharedStatements.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Records calls, each unless its id is there already. */
final class Acceptances implements Statement<NewInvocation, Acceptance> {

  /** Ids in order, so that no two statements wait for each other. */
  private static final String INSERT =
      """
      insert into sluice_ledger.invocation (id, owner, command_id, operation, service, topic,
        principal, tenant, fingerprint, expires_at, taken_at, sent_at, partition, record_offset,
        source, message_key, attempt, traceparent, tracestate, content_type, headers, data)
      select id, owner, command_id, operation, service, topic, principal, tenant, fingerprint,
        expires_at, taken_at, case when record_offset is not null then clock_timestamp() end,
        partition, record_offset, source, message_key, attempt, traceparent, tracestate,
        content_type, headers, data
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::text[], $9::bytea[], $10::timestamptz[], $11::timestamptz[], $12::int4[],
        $13::int8[], $14::text[], $15::bytea[], $16::int4[], $17::text[], $18::text[], $19::text[],
        $20::text[], $21::bytea[])
        as n (id, owner, command_id, operation, service, topic, principal, tenant, fingerprint,
          expires_at, taken_at, partition, record_offset, source, message_key, attempt,
          traceparent, tracestate, content_type, headers, data)
      on conflict (id) do nothing
      returning owner
      """;

  private static final Acceptance NEW = new Acceptance.New();

  private static final Comparator<NewInvocation> BY_ID =
      Comparator.comparing(item -> item.command().invocation().value());

  /** About how many bytes a row has. */
  static int size(NewInvocation item) {
    Command command = item.command();
    return 1_000 + command.payload().data().length();
  }

  @Override
  public Future<List<Acceptance>> run(SqlConnection connection, List<NewInvocation> items) {
    List<NewInvocation> sorted = items.stream().sorted(BY_ID).toList();
    return connection
        .preparedQuery(INSERT)
        .execute(CommandRows.values(sorted))
        .compose(inserted -> resolve(connection, items, owners(inserted)));
  }

  private static Set<UUID> owners(RowSet<Row> rows) {
    Set<UUID> owners = new HashSet<>();
    rows.forEach(row -> owners.add(row.getUUID("owner")));
    return owners;
  }

  /**
   * The rows of others are read by a statement of its own, which sees what was waited for. Where
   * that is refused, what is new is there all the same.
   */
  private static Future<List<Acceptance>> resolve(
      SqlConnection connection, List<NewInvocation> items, Set<UUID> made) {
    Set<InvocationId> others = new HashSet<>();
    for (NewInvocation item : items) {
      if (!made.contains(item.owner())) {
        others.add(item.command().invocation());
      }
    }
    return others.isEmpty()
        ? Future.succeededFuture(items.stream().map(item -> NEW).toList())
        : Statements.afterWriting(InvocationRows.find(connection, others))
            .map(found -> answers(items, made, byId(found)));
  }

  private static Map<InvocationId, Found> byId(List<Found> rows) {
    Map<InvocationId, Found> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.invocation().id(), row));
    return byId;
  }

  private static List<Acceptance> answers(
      List<NewInvocation> items, Set<UUID> made, Map<InvocationId, Found> found) {
    return items.stream()
        .map(
            item -> {
              if (made.contains(item.owner())) {
                return NEW;
              }
              Found row = found.get(item.command().invocation());
              if (row == null) {
                // It was removed in between; the next try makes one.
                throw new IllegalStateException("the row of an earlier call is gone");
              }
              // Its own is there where an earlier try was not answered.
              return row.owner().equals(item.owner())
                  ? NEW
                  : new Acceptance.Existing(row.invocation());
            })
        .toList();
  }
}
