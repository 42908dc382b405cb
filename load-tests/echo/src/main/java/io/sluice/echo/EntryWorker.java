package io.sluice.echo;

import io.sluice.echo.EchoWorker.Order;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * Answers like {@code EchoWorker}, from a transaction with one row and one event. It is named by
 * the same property.
 */
public final class EntryWorker extends WorkerVerticle {

  private static final String INSERT =
      "insert into entry (nonce, customer, product, quantity) values ($1, $2, $3, $4)";

  @Override
  public String service() {
    return System.getProperty("sluice.echo.service", "entry");
  }

  @Override
  protected Optional<String> migrations() {
    return Optional.of("io/sluice/echo/migrations");
  }

  @Override
  protected void handlers(Handlers on) {
    on.publishes(stream());
    on.command("echo", Order.class, this::enter).durable();
  }

  private Future<FirstReply> enter(Order order, Call call) {
    return call.transaction(
        transaction ->
            transaction
                .db()
                .preparedQuery(INSERT)
                .execute(
                    Tuple.of(
                        order.nonce(), order.customerId(), order.productId(), order.quantity()))
                .map(
                    entered -> {
                      transaction.publish(stream(), order.nonce(), "OrderEntered", order);
                      return order;
                    }));
  }

  private String stream() {
    return service() + ".events";
  }
}
