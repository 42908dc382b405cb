package io.sluice.cluster.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class InFlightTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final InFlight inFlight = new InFlight(meters, "sluice.calls.in.flight", "under way");

  @Test
  void eachSetOfLabelsHasOneGaugeHoweverOftenItIsAskedFor() {
    var show = inFlight.of(Tags.of("operation", "show"));
    show.incrementAndGet();

    assertSame(show, inFlight.of(Tags.of("operation", "show")));
    inFlight.of(Tags.of("operation", "make")).addAndGet(2);
    assertEquals(1, value("show"));
    assertEquals(2, value("make"));
  }

  @Test
  void theGaugeFallsWhenSomethingEnds() {
    var show = inFlight.of(Tags.of("operation", "show"));
    show.incrementAndGet();
    show.decrementAndGet();

    assertEquals(0, value("show"));
  }

  private double value(String operation) {
    return meters.get("sluice.calls.in.flight").tag("operation", operation).gauge().value();
  }
}
