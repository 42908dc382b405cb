package io.sluice.echo;

import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;

/**
 * Answers the operation of {@code contract/openapi.yaml} with the order it was sent. The property
 * {@code sluice.echo.service} gives it another name, so that several can be measured side by side.
 */
public final class EchoWorker extends WorkerVerticle {

  /** The members stand in the order of the request, so that the answer is the same bytes. */
  record Order(
      String nonce,
      String customerId,
      String productId,
      int quantity,
      Stop pickup,
      Stop destination) {}

  record Stop(String city, String date) {}

  @Override
  public String service() {
    return System.getProperty("sluice.echo.service", "echo");
  }

  @Override
  protected void handlers(Handlers on) {
    on.command("echo", Order.class, (order, call) -> Future.succeededFuture(order));
  }
}
