package io.sluice.shipping.order;

import io.sluice.backbone.message.Problem;
import io.sluice.workers.handler.Answer;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Rejection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.UUID;

/** What the order service does with each command. */
final class OrderHandlers {

  static final String EVENTS = "shipping.order.events";

  private final SqlClient database;

  /**
   * The handlers.
   *
   * @param database for reading
   */
  OrderHandlers(SqlClient database) {
    this.database = database;
  }

  /** The order's id is the invocation's, so that every command about it has the same key. */
  Future<FirstReply> place(PlaceOrder order, Call call) {
    if (order.destination().date().isBefore(order.pickup().date())) {
      throw wantedBeforePickup(order);
    }
    UUID id = call.invocation().value();
    return call.transaction(
        transaction ->
            new Orders(transaction.db())
                .place(id, order)
                .map(
                    placed -> {
                      transaction.publish(EVENTS, id.toString(), "OrderPlaced", placed);
                      return Answer.created("/orders/" + id, placed);
                    }));
  }

  Future<Order> get(GetOrder query, Call call) {
    return new Orders(database)
        .find(query.orderId())
        .map(found -> found.orElseThrow(() -> unknown(query.orderId())));
  }

  Future<Answer> list(ListOrders query, Call call) {
    UUID after = Cursor.read(query.cursor());
    // One more than asked for tells whether there is a next page.
    return new Orders(database)
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

  static Rejection unknown(UUID orderId) {
    return new Rejection(
        Problem.named(
            "order-not-found", "Order not found", 404, "There is no order " + orderId + "."));
  }
}
