package io.sluice.gateway.invocation;

import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.invocation.Completion.Result;
import io.sluice.gateway.invocation.SentBuffer.Sent;
import io.sluice.gateway.invocation.SharedStatements.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what workers' replies make of invocations: the first end that comes stays. The position of
 * a command that was acknowledged in between is written along.
 */
final class Completions implements Statement<Completion, Result> {

  /**
   * Rows are locked in the order of their ids, so that no two statements wait for each other. Of
   * two items for one row the update takes one.
   */
  private static final String UPDATE =
      """
      with item as (
        select * from unnest($1::int4[], $2::uuid[], $3::uuid[], $4::text[], $5::int4[], $6::text[],
          $7::text[], $8::bytea[], $9::int4[], $10::timestamptz[], $11::timestamptz[], $12::int4[],
          $13::int8[], $14::int8[])
          as n (nth, id, command_id, state, status, answer_type, answer_headers, answer, attempts,
            started_at, finished_at, partition, record_offset, sent_ago)),
      present as materialized (
        select id from sluice_ledger.invocation where id = any($2::uuid[]) order by id
        for no key update),
      updated as (
        update sluice_ledger.invocation as i
        set state = n.state, version = i.version + 1, attempts = n.attempts, status = n.status,
          answer_type = n.answer_type, answer_headers = n.answer_headers, answer = n.answer,
          started_at = n.started_at, finished_at = n.finished_at,
          ended_at = case when n.state <> 'deadLettered' then clock_timestamp() end,
          sent_at = coalesce(i.sent_at, clock_timestamp() - n.sent_ago * interval '1 ms'),
          partition = coalesce(n.partition, i.partition),
          record_offset = coalesce(n.record_offset, i.record_offset)
        from item as n join present using (id)
        where i.id = n.id and i.command_id = n.command_id
          and (i.state in ('accepted', 'running')
            or i.state = 'deadLettered' and n.state <> 'deadLettered')
        returning n.nth)
      select n.nth, u.nth is not null as won, p.id is not null as present
      from item as n left join updated as u using (nth) left join present as p using (id)
      """;

  private static final Comparator<Completion> BY_ID =
      Comparator.comparing(item -> item.id().value());

  private final SentBuffer sent;

  /**
   * Writes along what is known there.
   *
   * @param sent commands whose acknowledgement is not written yet
   */
  Completions(SentBuffer sent) {
    this.sent = sent;
  }

  /** About how many bytes a row has. */
  static int size(Completion item) {
    return 500 + item.answer().body().length();
  }

  @Override
  public Future<List<Result>> run(SqlConnection connection, List<Completion> items) {
    // Sorted by id: PostgreSQL then finds them in the order in which others look for them.
    int[] order =
        IntStream.range(0, items.size())
            .boxed()
            .sorted(Comparator.comparing(items::get, BY_ID))
            .mapToInt(Integer::intValue)
            .toArray();
    return connection
        .preparedQuery(UPDATE)
        .execute(values(items, order))
        .map(rows -> results(rows, items.size()));
  }

  private Tuple values(List<Completion> items, int[] order) {
    var columns = new Columns<>(Arrays.stream(order).mapToObj(items::get).toList());
    Tuple values = columns.values();
    values.addArrayOfInteger(Arrays.stream(order).boxed().toArray(Integer[]::new));
    columns.add(UUID[]::new, item -> item.id().value());
    columns.add(UUID[]::new, Completion::commandId);
    columns.add(String[]::new, item -> item.state().text());
    columns.add(Integer[]::new, item -> item.answer().status());
    columns.add(String[]::new, item -> item.answer().contentType());
    columns.add(String[]::new, item -> InvocationRows.headers(item.answer().headers()));
    columns.add(Buffer[]::new, item -> item.answer().body());
    columns.add(Integer[]::new, Completion::attempts);
    columns.add(OffsetDateTime[]::new, item -> CommandRows.time(item.started()));
    columns.add(OffsetDateTime[]::new, item -> CommandRows.time(item.finished()));
    addPositions(columns);
    return values;
  }

  private void addPositions(Columns<Completion> columns) {
    // Looked up once for each: it may be written, and forgotten, in between.
    Map<InvocationId, Sent> known = new HashMap<>();
    for (Completion item : columns.items()) {
      Sent position = sent.peek(item.id());
      if (position != null) {
        known.put(item.id(), position);
      }
    }
    columns.add(Integer[]::new, item -> partition(known.get(item.id())));
    columns.add(Long[]::new, item -> offset(known.get(item.id())));
    columns.add(Long[]::new, item -> age(known.get(item.id())));
  }

  private static @Nullable Integer partition(@Nullable Sent sent) {
    return sent == null ? null : sent.position().partition();
  }

  private static @Nullable Long offset(@Nullable Sent sent) {
    return sent == null ? null : sent.position().offset();
  }

  private static @Nullable Long age(@Nullable Sent sent) {
    return sent == null ? null : sent.age().toMillis();
  }

  private static List<Result> results(RowSet<Row> rows, int size) {
    Result[] results = new Result[size];
    for (Row row : rows) {
      boolean won = row.getBoolean("won");
      Result notWon = row.getBoolean("present") ? Result.LOST : Result.ABSENT;
      results[row.getInteger("nth")] = won ? Result.WON : notWon;
    }
    return List.of(results);
  }
}
