package io.sluice.simulations;

import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** Each caller places an order, reads it, and lists its orders: over both transports. */
public final class Mixed extends Simulation {

  public Mixed() {
    var profile = Profile.chosen();
    var callers =
        scenario("place, read and list")
            .exec(feed(Shipping::customers))
            .exec(OrderCalls.place(), OrderCalls.read(), OrderCalls.list());
    setUp(callers.injectOpen(profile.arrivals()))
        .protocols(Shipping.gateway())
        .assertions(Shipping.assertions(profile));
  }
}
