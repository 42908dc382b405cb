package io.sluice.shipping.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.message.Reply;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OrderServiceExtension.class)
final class ListOrdersTest {

  private final OrderService service;
  private final String customer = "a customer/&=? " + UUID.randomUUID();

  ListOrdersTest(OrderService service) {
    this.service = service;
  }

  @Test
  void onlyTheCustomersOrdersAreListedTheYoungestFirst() throws Exception {
    List<String> placed = place(3);
    var unused = service.ask("placeOrder", NewOrders.of("somebody else"));

    JsonObject page = body(service.ask("listOrders", query(50)));

    assertEquals(placed.reversed(), ids(page));
    assertFalse(page.containsKey("next"));
  }

  @Test
  void aStatusThatNoOrderHasListsNone() throws Exception {
    var placed = place(1);

    assertEquals(
        List.of(), ids(body(service.ask("listOrders", query(50).put("status", "delivered")))));
    assertEquals(placed, ids(body(service.ask("listOrders", query(50).put("status", "pending")))));
  }

  @Test
  void theCursorLeadsThroughAllPagesToTheEnd() throws Exception {
    List<String> placed = place(7);

    List<List<String>> pages = new ArrayList<>();
    JsonObject next = query(3);
    while (next != null) {
      JsonObject page = body(service.ask("listOrders", next));
      pages.add(ids(page));
      String cursor = page.getString("next");
      next = cursor == null ? null : query(3).put("cursor", cursor);
    }

    assertEquals(List.of(3, 3, 1), pages.stream().map(List::size).toList());
    assertEquals(placed.reversed(), pages.stream().flatMap(List::stream).toList());
  }

  @Test
  void aLastPageThatIsFullHasNoNext() throws Exception {
    var unused = place(2);

    Reply reply = service.ask("listOrders", query(2));

    assertFalse(body(reply).containsKey("next"));
    assertNull(reply.payload().headers().get("link"));
  }

  @Test
  void theLinkAsksForTheNextPageOfTheSameList() throws Exception {
    var placed = place(3);

    Reply reply = service.ask("listOrders", query(2).put("status", "pending"));

    Map<String, String> asked = parametersOfNext(reply.payload().headers().get("link"));
    assertEquals("2", asked.get("limit"));
    assertEquals(customer, asked.get("customer"));
    assertEquals("pending", asked.get("status"));
    JsonObject second = query(2).put("status", "pending").put("cursor", asked.get("cursor"));
    assertEquals(List.of(placed.getFirst()), ids(body(service.ask("listOrders", second))));
  }

  @Test
  void aCursorThatIsNotOursIsA422ThatNamesTheParameter() throws Exception {
    for (String wrong : List.of("nonsense", "!!", "AAAA", "00000000-0000-0000-0000-000000000000")) {
      Reply reply = service.ask("listOrders", query(2).put("cursor", wrong));

      assertEquals(422, reply.status(), wrong);
      assertEquals("query.cursor", body(reply).getString("parameter"), wrong);
    }
  }

  /** One after the other, so that their ids say which is younger. */
  private List<String> place(int count) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(body(service.ask("placeOrder", NewOrders.of(customer))).getString("orderId"));
    }
    return ids;
  }

  private JsonObject query(int limit) {
    return new JsonObject().put("customer", customer).put("limit", limit);
  }

  private static JsonObject body(Reply reply) {
    return reply.payload().data().toJsonObject();
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("orders").stream()
        .map(order -> ((JsonObject) order).getString("orderId"))
        .toList();
  }

  private static Map<String, String> parametersOfNext(@Nullable String link) {
    String text = String.valueOf(link);
    assertEquals(">; rel=\"next\"", text.substring(text.indexOf('>')));
    String query = URI.create(text.substring(1, text.indexOf('>'))).getRawQuery();
    return Arrays.stream(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }
}
