package io.sluice.system.crash;

import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;

/**
 * A service whose only operation leaves one row for each time that it took effect, and an event.
 */
public final class Payments extends WorkerVerticle {

  static final String SERVICE = "payments";
  static final String STREAM = "payments.events";

  /** The number of the lock that a payment waits for, where it says so. */
  static final long LOCK = 4711;

  /** What {@code pay} takes. */
  public record Pay(String account, long number, boolean waits) {}

  /** What its event tells. */
  public record Paid(long number) {}

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  protected Optional<String> migrations() {
    return Optional.of("io/sluice/system/crash/migrations");
  }

  @Override
  protected void handlers(Handlers on) {
    on.publishes(STREAM);
    on.command("pay", Pay.class, this::pay);
  }

  private Future<FirstReply> pay(Pay pay, Call call) {
    return call.transaction(
        transaction ->
            effect(transaction, pay.account(), pay.number())
                .compose(left -> pay.waits() ? await(transaction) : Future.succeededFuture())
                .map(
                    done -> {
                      transaction.publish(STREAM, pay.account(), "Paid", new Paid(pay.number()));
                      return Map.of();
                    }));
  }

  static Future<?> effect(Transaction transaction, String account, long number) {
    return transaction
        .db()
        .preparedQuery("insert into effect (account, number) values ($1, $2)")
        .execute(Tuple.of(account, number));
  }

  private static Future<?> await(Transaction transaction) {
    return transaction.db().query("select pg_advisory_xact_lock(" + LOCK + ")").execute();
  }
}
