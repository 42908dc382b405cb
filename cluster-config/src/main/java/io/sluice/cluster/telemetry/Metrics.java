package io.sluice.cluster.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/**
 * A node's meters: the JVM's, and those that the node's parts register. Safe to use from any
 * thread.
 *
 * <p>Our names are {@code sluice.<noun>} in lower case with dots, base units (seconds, bytes), and
 * labels of low cardinality: operation, service, transport, outcome; never an id, a key or a raw
 * path. Prometheus sees {@code sluice_<noun>_<unit>}.
 */
public final class Metrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collections = new JvmGcMetrics();

  private Metrics(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  /** An own registry with the JVM's memory, collections, threads and processor time in it. */
  public static Metrics create() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new MeterNames());
    var metrics = new Metrics(registry);
    metrics.jvm().forEach(binder -> binder.bindTo(registry));
    return metrics;
  }

  /**
   * Where parts register their meters. A meter of a foreign name is refused with an {@link
   * IllegalArgumentException}.
   */
  public MeterRegistry registry() {
    return registry;
  }

  /** All meters in Prometheus' text format, version 0.0.4. Takes milliseconds: not on a loop. */
  public String scrape() {
    return registry.scrape();
  }

  /** Stops listening to the JVM's collections and drops all meters. May be called again. */
  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private List<MeterBinder> jvm() {
    return List.of(
        collections,
        new JvmMemoryMetrics(),
        new JvmThreadMetrics(),
        new ProcessorMetrics(),
        new UptimeMetrics());
  }
}
