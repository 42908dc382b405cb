package io.sluice.cluster.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gauges of what is under way, one for each set of labels: made when it is first asked for, and
 * kept, because a registry knows a name and its labels once. Safe to use from any thread.
 */
public final class InFlight {

  private final Map<Tags, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final MeterRegistry meters;
  private final String name;
  private final String description;

  /**
   * No gauge yet.
   *
   * @param name of all of them, {@code sluice.<noun>.in.flight}
   */
  public InFlight(MeterRegistry meters, String name, String description) {
    this.meters = meters;
    this.name = name;
    this.description = description;
  }

  /** What the gauge of these labels shows; whoever counts up counts down again. */
  public AtomicInteger of(Tags labels) {
    return counts.computeIfAbsent(labels, this::register);
  }

  private AtomicInteger register(Tags labels) {
    var count = new AtomicInteger();
    Gauge.builder(name, count, AtomicInteger::get)
        .description(description)
        .tags(labels)
        .strongReference(true)
        .register(meters);
    return count;
  }
}
