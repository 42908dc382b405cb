package io.sluice.shipping.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OrderServiceExtension.class)
final class PlaceOrderTest {

  private final OrderService service;
  private final String customer = "customer-" + UUID.randomUUID();

  PlaceOrderTest(OrderService service) {
    this.service = service;
  }

  @Test
  void anOrderIsPlacedAndSaysWhereItIs() throws Exception {
    Reply reply = service.ask("placeOrder", NewOrders.of(customer));

    JsonObject order = reply.payload().data().toJsonObject();
    assertEquals(201, reply.status());
    assertEquals(
        "/orders/" + order.getString("orderId"), reply.payload().headers().get("location"));
    assertEquals(customer, order.getString("customerId"));
    assertEquals("bananas", order.getString("productId"));
    assertEquals(20, order.getInteger("quantity"));
    assertEquals(
        new JsonObject().put("city", "Guayaquil").put("date", "2026-08-01"),
        order.getJsonObject("pickup"));
    assertEquals("pending", order.getString("status"));
  }

  @Test
  void aCommandThatComesTwiceStoresOneOrderAndAnswersTheSame() throws Exception {
    Command command = OrderService.command("placeOrder", NewOrders.of(customer));

    Reply first = service.run(command);
    Reply second = service.run(command);

    assertEquals(first.status(), second.status());
    assertEquals(first.payload(), second.payload());
    assertEquals(1, ordersOfCustomer());
  }

  @Test
  void whatWasPlacedIsPublishedOnceUnderTheOrdersKey() throws Exception {
    Command command = OrderService.command("placeOrder", NewOrders.of(customer));

    Reply reply = service.run(command);
    var unused = service.run(command);

    List<Event> published = service.publishedBy(command.invocation());
    JsonObject order = reply.payload().data().toJsonObject();
    assertEquals(List.of("OrderPlaced"), published.stream().map(Event::name).distinct().toList());
    assertEquals(order.getString("orderId"), published.getFirst().key());
    assertEquals(1, published.getLast().sequence());
    assertEquals(order, published.getFirst().payload().data().toJsonObject());
  }

  @Test
  void twoCommandsAreTwoOrders() throws Exception {
    Reply first = service.ask("placeOrder", NewOrders.of(customer));
    Reply second = service.ask("placeOrder", NewOrders.of(customer));

    assertNotEquals(first.payload().headers(), second.payload().headers());
    assertEquals(2, ordersOfCustomer());
  }

  @Test
  void goodsWantedBeforeTheirPickupAreRefusedAndNotStored() throws Exception {
    JsonObject tooEarly = NewOrders.of(customer);
    tooEarly.getJsonObject("destination").put("date", "2026-07-31");

    Reply reply = service.ask("placeOrder", tooEarly);

    JsonObject problem = reply.payload().data().toJsonObject();
    assertEquals(422, reply.status());
    assertEquals(
        "#/destination/date", problem.getJsonArray("errors").getJsonObject(0).getString("pointer"));
    assertEquals(0, ordersOfCustomer());
  }

  private int ordersOfCustomer() throws Exception {
    Reply page =
        service.ask("listOrders", new JsonObject().put("customer", customer).put("limit", 50));
    return page.payload().data().toJsonObject().getJsonArray("orders").size();
  }
}
