package io.sluice.shipping.order;

import io.sluice.backbone.message.Problem;
import io.sluice.workers.handler.Answer;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Rejection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** What the order service does with each command. */
final class OrderHandlers {

  private final Orders orders;

  OrderHandlers(Orders orders) {
    this.orders = orders;
  }

  /** The order's id is the invocation's, so that a repeated command places no second order. */
  Future<Answer> place(PlaceOrder order, Call call) {
    if (order.destination().date().isBefore(order.pickup().date())) {
      return Future.failedFuture(wantedBeforePickup(order));
    }
    return orders
        .place(call.invocation().value(), order)
        .map(placed -> Answer.created("/orders/" + placed.orderId(), placed));
  }

  Future<Order> get(GetOrder query, Call call) {
    return orders
        .find(query.orderId())
        .map(found -> found.orElseThrow(() -> unknown(query.orderId())));
  }

  Future<Answer> list(ListOrders query, Call call) {
    UUID after = Cursor.read(query.cursor());
    // One more than asked for tells whether there is a next page.
    return orders
        .page(query.customer(), query.status(), after, query.limit() + 1)
        .map(found -> page(found, query));
  }

  private static Answer page(List<Order> found, ListOrders query) {
    if (found.size() <= query.limit()) {
      return Answer.ok(new OrderPage(found, null));
    }
    List<Order> shown = found.subList(0, query.limit());
    String next = Cursor.after(shown.getLast().orderId());
    return Answer.ok(new OrderPage(shown, next))
        .header("link", "<" + PageLink.to(query, next) + ">; rel=\"next\"");
  }

  private static Rejection wantedBeforePickup(PlaceOrder order) {
    return new Rejection(
        Problem.named(
                "validation-failed",
                "Validation failed",
                422,
                "The goods are wanted before they can be picked up.")
            .with(
                "errors",
                List.of(
                    new JsonObject()
                        .put("pointer", "#/destination/date")
                        .put(
                            "detail",
                            order.destination().date()
                                + " is before the pickup on "
                                + order.pickup().date()))));
  }

  private static Rejection unknown(UUID orderId) {
    return new Rejection(
        Problem.named(
            "order-not-found", "Order not found", 404, "There is no order " + orderId + "."));
  }
}
