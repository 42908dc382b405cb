package io.sluice.simulations;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What every simulation of the shipping example has. */
final class Shipping {

  private Shipping() {}

  /** Where {@code -Durl} says. */
  static HttpProtocolBuilder gateway() {
    return http.baseUrl(System.getProperty("url", "http://127.0.0.1:8080"))
        .shareConnections()
        .disableWarmUp();
  }

  /** No two callers are the same customer. */
  static Iterator<Map<String, Object>> customers() {
    return Stream.generate(() -> Map.<String, Object>of("customer", UUID.randomUUID().toString()))
        .iterator();
  }

  static List<Assertion> assertions(Profile profile) {
    return List.of(
        global().failedRequests().count().is(0L),
        global().responseTime().percentile(99).lt(profile.slowestMillis()));
  }
}
