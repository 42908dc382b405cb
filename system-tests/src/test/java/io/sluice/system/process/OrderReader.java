package io.sluice.system.process;

import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;

/** A service without operations: it reads what becomes of orders, and keeps nothing of it. */
public final class OrderReader extends WorkerVerticle {

  static final String SERVICE = "reader";

  /** What it reads of an {@code OrderPlaced}. */
  public record Placed(String orderId) {}

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  protected void handlers(Handlers on) {
    on.stream("shipping.order.events")
        .event("OrderPlaced", Placed.class, (placed, event) -> Future.succeededFuture());
  }
}
