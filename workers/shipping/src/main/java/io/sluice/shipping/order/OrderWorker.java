package io.sluice.shipping.order;

import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import java.util.Optional;

/** The order service. */
public final class OrderWorker extends WorkerVerticle {

  @Override
  public String service() {
    return "shipping.order";
  }

  @Override
  protected Optional<String> migrations() {
    return Optional.of("io/sluice/shipping/order/migrations");
  }

  @Override
  protected void handlers(Handlers on) {
    var handling = new OrderHandlers(pool());
    on.publishes(OrderHandlers.EVENTS);
    on.command("placeOrder", PlaceOrder.class, handling::place).durable();
    var quoting = new Quoting(vertx, pool());
    on.command("quoteOrder", QuoteOrder.class, quoting::quote).durable();
    on.command("estimateOrder", QuoteOrder.class, quoting::estimate);
    on.command("getOrder", GetOrder.class, handling::get);
    on.command("listOrders", ListOrders.class, handling::list);
  }
}
