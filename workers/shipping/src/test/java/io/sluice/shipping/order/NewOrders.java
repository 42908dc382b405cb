package io.sluice.shipping.order;

import io.vertx.core.json.JsonObject;

/** Data of the command placeOrder, as the contract lets it through. */
final class NewOrders {

  private NewOrders() {}

  static JsonObject of(String customer) {
    return new JsonObject()
        .put("customerId", customer)
        .put("productId", "bananas")
        .put("quantity", 20)
        .put("pickup", new JsonObject().put("city", "Guayaquil").put("date", "2026-08-01"))
        .put("destination", new JsonObject().put("city", "Hamburg").put("date", "2026-08-20"));
  }
}
