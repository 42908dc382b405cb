package io.sluice.gateway.invocation;

import io.sluice.cluster.database.ConnectionPool;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * Forgets ended invocations: after the retention all of them but whose they were, so that their
 * callers can be told, and seven days later that too. By the database's clock alone. Thread-safe.
 */
final class Purge {

  static final Duration KNOWN_AS_GONE = Duration.ofDays(7);

  private static final String EMPTY =
      """
      update sluice_ledger.invocation
      set removed = true, version = version + 1, owner = gen_random_uuid(), attempts = 0,
        cancel_requested = false, sent_at = null, started_at = null, finished_at = null,
        partition = null, record_offset = null, leased_until = null, sends = 0,
        command_id = '00000000-0000-0000-0000-000000000000', service = '', topic = '',
        fingerprint = null, source = '', message_key = null, attempt = 1, traceparent = '',
        tracestate = null, content_type = '', headers = '{}', data = '', told_at = null,
        percent = null, message = null, status = null, answer_type = null, answer_headers = null,
        answer = null
      where id in (
        select id from sluice_ledger.invocation
        where ended_at < clock_timestamp() - $1::bigint * interval '1 ms' and not removed
        order by ended_at limit $2 for no key update skip locked)
      """;

  private static final String DELETE =
      """
      delete from sluice_ledger.invocation where id in (
        select id from sluice_ledger.invocation
        where ended_at < clock_timestamp() - $1::bigint * interval '1 ms' and removed
        order by ended_at limit $2 for update skip locked)
      """;

  private final ConnectionPool pool;
  private final Duration retention;

  Purge(ConnectionPool pool, Duration retention) {
    this.pool = pool;
    this.retention = retention;
  }

  /** How many rows were emptied or deleted. */
  Future<Integer> run(int most) {
    Duration gone = retention.plus(KNOWN_AS_GONE);
    return Statements.run(
        pool,
        connection ->
            count(connection, EMPTY, retention, most)
                .compose(
                    emptied ->
                        count(connection, DELETE, gone, most).map(deleted -> emptied + deleted)));
  }

  private static Future<Integer> count(
      SqlConnection connection, String statement, Duration age, int most) {
    return connection
        .preparedQuery(statement)
        .execute(Tuple.of(age.toMillis(), most))
        .map(rows -> rows.rowCount());
  }
}
