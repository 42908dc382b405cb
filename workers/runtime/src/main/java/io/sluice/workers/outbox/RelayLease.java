package io.sluice.workers.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Which node may empty the outbox. A row and not a lock: no transaction stays open while a broker
 * is waited for. By the database's clock alone.
 */
final class RelayLease {

  /** Longer than a round and its last send. */
  private static final String TAKE =
      """
      insert into sluice.relay as lease (name, holder, until)
      values ('outbox', $1, clock_timestamp() + interval '20 s')
      on conflict (name) do update set holder = excluded.holder, until = excluded.until
      where lease.holder = excluded.holder or lease.until < clock_timestamp()
      """;

  private static final String RELEASE =
      "delete from sluice.relay where name = 'outbox' and holder = $1";

  private final UUID holder = UUID.randomUUID();
  private final SqlClient database;
  private boolean held;

  RelayLease(SqlClient database) {
    this.database = database;
  }

  /** Whether it is ours for the next 20 s. */
  Future<Boolean> take() {
    return database
        .preparedQuery(TAKE)
        .execute(Tuple.of(holder))
        .map(rows -> rows.rowCount() == 1)
        .onSuccess(ours -> held = ours);
  }

  /** So that the next need not wait for its end. */
  Future<Void> release() {
    return held
        ? database.preparedQuery(RELEASE).execute(Tuple.of(holder)).mapEmpty()
        : Future.succeededFuture();
  }
}
