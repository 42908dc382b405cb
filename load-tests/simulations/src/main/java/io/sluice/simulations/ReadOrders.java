package io.sluice.simulations;

import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** Orders are listed: over the event bus. */
public final class ReadOrders extends Simulation {

  public ReadOrders() {
    var profile = Profile.chosen();
    var callers = scenario("read orders").exec(feed(Shipping::customers)).exec(OrderCalls.list());
    setUp(callers.injectOpen(profile.arrivals()))
        .protocols(Shipping.gateway())
        .assertions(Shipping.assertions(profile));
  }
}
