package io.sluice.system.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A retailer's calls: an order is placed over Kafka and read over the event bus. */
final class Calls {

  private final AtomicInteger placed = new AtomicInteger();
  private final Caller caller;
  private final String customers;

  /**
   * No call yet.
   *
   * @param customers begins each customer's id, of which no log may speak
   */
  Calls(Caller caller, String customers) {
    this.caller = caller;
    this.customers = customers;
  }

  int placed() {
    return placed.get();
  }

  /** Places an order by one gateway and reads it by another. */
  void placeAndRead(String placing, String reading) throws TimeoutException {
    Answer order = caller.post(placing + "/orders", order(placed.incrementAndGet()));
    assertEquals(201, order.status(), order::toString);
    Answer read = caller.get(reading + order.header("location"));
    assertEquals(200, read.status(), read::toString);
    assertEquals(order.json().getString("orderId"), read.json().getString("orderId"));
  }

  /** Goes on placing and reading while the action runs, and gives every failure. */
  List<String> during(List<String> gateways, Action action) throws Exception {
    var done = new AtomicBoolean();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    var callers =
        gateways.stream()
            .map(gateway -> Thread.ofPlatform().start(() -> goOn(gateway, done, failures)))
            .toList();
    try {
      action.run();
    } finally {
      done.set(true);
      for (Thread one : callers) {
        one.join();
      }
    }
    return List.copyOf(failures);
  }

  interface Action {
    void run() throws Exception;
  }

  private void goOn(String gateway, AtomicBoolean done, Queue<String> failures) {
    while (!done.get()) {
      try {
        placeAndRead(gateway, gateway);
      } catch (TimeoutException | RuntimeException | AssertionError e) {
        failures.add(e.toString());
      }
    }
  }

  private JsonObject order(int number) {
    return new JsonObject()
        .put("customerId", customers + number)
        .put("productId", "bananas")
        .put("quantity", 3)
        .put("pickup", new JsonObject().put("city", "Oakland").put("date", "2030-03-01"))
        .put("destination", new JsonObject().put("city", "Shanghai").put("date", "2030-03-30"));
  }
}
