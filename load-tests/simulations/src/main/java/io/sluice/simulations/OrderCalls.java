package io.sluice.simulations;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.http.HttpRequestActionBuilder;

/** The calls of a retailer; what one gives, the next may use. */
final class OrderCalls {

  private static final String ORDER =
      """
      {"customerId": "#{customer}", "productId": "bananas", "quantity": 3,
       "pickup": {"city": "Oakland", "date": "2030-03-01"},
       "destination": {"city": "Shanghai", "date": "2030-03-30"}}
      """;

  private OrderCalls() {}

  /** Over Kafka; the answer has to be about this caller's order. */
  static HttpRequestActionBuilder place() {
    return http("place order")
        .post("/orders")
        .body(StringBody(ORDER))
        .asJson()
        .check(
            status().is(201),
            jsonPath("$.customerId").isEL("#{customer}"),
            header("location").saveAs("location"));
  }

  /** Over the event bus, the order that was placed. */
  static HttpRequestActionBuilder read() {
    return http("read order")
        .get("#{location}")
        .check(status().is(200), jsonPath("$.customerId").isEL("#{customer}"));
  }

  /** Over the event bus, a page of the caller's orders. */
  static HttpRequestActionBuilder list() {
    return http("list orders")
        .get("/orders?limit=10&customer=#{customer}")
        .check(status().is(200), jsonPath("$.orders").exists());
  }
}
