package io.sluice.gateway.invocation;

import io.sluice.cluster.database.ConnectionPool;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one of the gateways has to see to: claimed by a lease in the row, so that no transaction
 * stays open while a broker is waited for. By the database's clock alone. Thread-safe.
 */
final class Claims {

  /** Acknowledged so often without an outcome, it waits for its expiry. */
  static final int MOST_SENDS = 10;

  private static final String CLAIM =
      """
      update sluice_ledger.invocation as i
      set leased_until = clock_timestamp() + $1::bigint * interval '1 ms'
      from due where i.id = due.id
      returning
      """;

  private static final String FREE =
      " and (i.leased_until is null or i.leased_until < clock_timestamp())";

  /**
   * After longer than a send and the writing of its acknowledgement take. As often as it has to be:
   * what no broker has, no worker has seen.
   */
  private static final String UNSENT =
      """
      with due as materialized (
        select i.id from sluice_ledger.invocation as i
        where i.sent_at is null and i.state in ('accepted', 'running')
          and i.recorded_at < clock_timestamp() - interval '10 s'
          and i.expires_at > clock_timestamp()
      """
          + FREE
          + " order by i.recorded_at limit $2 for no key update skip locked) "
          + CLAIM
          + CommandRows.COLUMNS;

  /**
   * The outcome of what was sent a moment ago may be on its way. One whose worker ends without an
   * outcome each time does not go on for ever.
   */
  private static final String SWALLOWED =
      """
      with due as materialized (
        select i.id from unnest($4::int4[], $5::int8[]) as c (partition, committed)
        join sluice_ledger.invocation as i
          on i.topic = $3 and i.partition = c.partition and i.record_offset < c.committed
        where i.record_offset is not null and i.state in ('accepted', 'running')
          and i.sent_at < clock_timestamp() - interval '5 s'
          and i.expires_at > clock_timestamp()
      """
          + FREE
          + " and i.sends < "
          + MOST_SENDS
          + " order by i.record_offset limit $2 for no key update of i skip locked) "
          + CLAIM
          + CommandRows.COLUMNS;

  private static final String TO_CANCEL =
      "select "
          + InvocationRows.COLUMNS
          + """
           from sluice_ledger.invocation
          where cancel_requested and state in ('accepted', 'running')
          order by recorded_at limit $1
          """;

  private final ConnectionPool pool;

  Claims(ConnectionPool pool) {
    this.pool = pool;
  }

  Future<List<Unsent>> unsent(int most, Duration lease) {
    return claim(UNSENT, Tuple.of(lease.toMillis(), most));
  }

  Future<List<Unsent>> swallowed(
      String topic, Map<Integer, Long> committed, int most, Duration lease) {
    List<Map.Entry<Integer, Long>> partitions = List.copyOf(committed.entrySet());
    return claim(
        SWALLOWED,
        Tuple.of(lease.toMillis(), most, topic)
            .addArrayOfInteger(partitions.stream().map(Map.Entry::getKey).toArray(Integer[]::new))
            .addArrayOfLong(partitions.stream().map(Map.Entry::getValue).toArray(Long[]::new)));
  }

  Future<List<Invocation>> toCancel(int most) {
    return Statements.run(
        pool,
        connection ->
            connection
                .preparedQuery(TO_CANCEL)
                .execute(Tuple.of(most))
                .map(rows -> InvocationRows.list(rows, InvocationRows::read)));
  }

  private Future<List<Unsent>> claim(String statement, Tuple values) {
    return Statements.run(
        pool,
        connection ->
            connection
                .preparedQuery(statement)
                .execute(values)
                .map(rows -> InvocationRows.list(rows, CommandRows::read)));
  }
}
