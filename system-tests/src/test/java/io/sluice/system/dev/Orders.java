package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A retailer's calls to one gateway. */
final class Orders {

  private final Caller caller;
  private final String http;

  Orders(Caller caller, DevProcess.Ready ready) {
    this.caller = caller;
    this.http = ready.http();
  }

  static JsonObject order(String customer) {
    return new JsonObject()
        .put("customerId", customer)
        .put("productId", "bananas")
        .put("quantity", 3)
        .put("pickup", new JsonObject().put("city", "Oakland").put("date", "2030-03-01"))
        .put("destination", new JsonObject().put("city", "Shanghai").put("date", "2030-03-30"));
  }

  Answer place(JsonObject order) throws TimeoutException {
    return caller.post(http + "/orders", order);
  }

  Answer place(String customer) throws TimeoutException {
    return place(order(customer));
  }

  Future<Answer> placing(String customer) {
    return caller.posting(http + "/orders", order(customer));
  }

  Answer at(@Nullable String location) throws TimeoutException {
    return caller.get(http + location);
  }

  /** The ids of all orders of a customer, page by page. */
  List<String> idsOf(String customer) throws TimeoutException {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      Answer page = at("/orders?limit=200&customer=" + customer + cursor);
      assertEquals(200, page.status(), page::toString);
      for (Object order : page.json().getJsonArray("orders")) {
        ids.add(((JsonObject) order).getString("orderId"));
      }
      String next = page.json().getString("next");
      cursor = next == null ? null : "&cursor=" + next;
    }
    return ids;
  }
}
