package io.sluice.workers.transaction;

import io.sluice.workers.handler.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Map;

/** What the handlers of these tests do. */
final class Accounts {

  private static final String ADD =
      "insert into account as a (id, balance) values ($1, $2)"
          + " on conflict (id) do update set balance = a.balance + $2 returning balance";

  private Accounts() {}

  static Future<Map<String, Long>> add(Transaction transaction, AccountWorker.JsonInput input) {
    return transaction
        .db()
        .preparedQuery(ADD)
        .execute(Tuple.of(input.account(), input.amount()))
        .map(rows -> Map.of("balance", rows.iterator().next().getLong(0)));
  }
}
