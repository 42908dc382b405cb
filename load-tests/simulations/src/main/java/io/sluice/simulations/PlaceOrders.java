package io.sluice.simulations;

import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** Orders are placed: over Kafka. */
public final class PlaceOrders extends Simulation {

  public PlaceOrders() {
    var profile = Profile.chosen();
    var callers = scenario("place orders").exec(feed(Shipping::customers)).exec(OrderCalls.place());
    setUp(callers.injectOpen(profile.arrivals()))
        .protocols(Shipping.gateway())
        .assertions(Shipping.assertions(profile));
  }
}
