package io.sluice.shipping.order;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OrderServiceExtension.class)
final class GetOrderTest {

  private final OrderService service;

  GetOrderTest(OrderService service) {
    this.service = service;
  }

  @Test
  void anOrderIsReadAsItWasPlaced() throws Exception {
    JsonObject placed =
        service.ask("placeOrder", NewOrders.of("reader")).payload().data().toJsonObject();

    Reply reply =
        service.ask("getOrder", new JsonObject().put("orderId", placed.getString("orderId")));

    assertEquals(placed, reply.payload().data().toJsonObject());
  }

  @Test
  void anUnknownOrderIsA404Problem() throws Exception {
    String unknown = UUID.randomUUID().toString();

    Reply reply = service.ask("getOrder", new JsonObject().put("orderId", unknown));

    assertEquals(404, reply.status());
    assertEquals(Payload.PROBLEM_JSON, reply.payload().contentType());
    assertEquals(
        "/problems/order-not-found", reply.payload().data().toJsonObject().getString("type"));
  }

  @Test
  void theServiceIsWellWhileItsDatabaseAnswers() {
    assertDoesNotThrow(service::check);
  }
}
