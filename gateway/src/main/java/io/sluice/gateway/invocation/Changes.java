package io.sluice.gateway.invocation;

import io.sluice.backbone.message.InvocationId;
import io.sluice.cluster.database.ConnectionPool;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** What callers and time make of single invocations. Thread-safe. */
final class Changes {

  private static final String CANCEL =
      """
      update sluice_ledger.invocation set cancel_requested = true, version = version + 1
      where id = $1 and not cancel_requested and state in ('accepted', 'running', 'deadLettered')
      """;

  /** Some time after no worker would begin, because an outcome may still be on its way. */
  private static final String EXPIRE =
      """
      update sluice_ledger.invocation
      set state = 'expired', version = version + 1, ended_at = clock_timestamp()
      where id in (
        select id from sluice_ledger.invocation
        where state in ('accepted', 'running', 'deadLettered')
          and expires_at < clock_timestamp() - interval '10 s'
        order by expires_at limit $1 for no key update skip locked)
      """;

  private final ConnectionPool pool;

  /** Writes by a pool whose commits last. */
  Changes(ConnectionPool pool) {
    this.pool = pool;
  }

  /** The row as it is after the wish, which an end does not take. */
  Future<Optional<Invocation>> requestCancel(InvocationId id) {
    return Statements.run(
            pool,
            connection ->
                connection
                    .preparedQuery(CANCEL)
                    .execute(Tuple.of(id.value()))
                    .compose(
                        wished ->
                            Statements.afterWriting(InvocationRows.see(connection, List.of(id)))))
        .map(seen -> seen.stream().findFirst());
  }

  Future<Integer> expire(int most) {
    return count(EXPIRE, Tuple.of(most));
  }

  private Future<Integer> count(String statement, Tuple values) {
    return Statements.run(
        pool,
        connection ->
            connection.preparedQuery(statement).execute(values).map(rows -> rows.rowCount()));
  }
}
