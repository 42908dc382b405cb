package io.sluice.cluster.telemetry;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MetricsTest {

  @Test
  void theTextHasTheJvmAndWhatWasRegistered() {
    try (var metrics = Metrics.create()) {
      metrics.registry().counter("sluice.calls", "outcome", "accepted").increment(2);

      var text = metrics.scrape();

      assertTrue(text.contains("sluice_calls_total{outcome=\"accepted\"} 2.0"), text);
      for (var name :
          new String[] {"jvm_memory_used_bytes", "jvm_threads_live", "process_cpu_usage"}) {
        assertTrue(text.contains(name), name);
      }
    }
  }

  @Test
  void twoNodesInOneJvmCountForThemselves() {
    try (var one = Metrics.create();
        var other = Metrics.create()) {
      one.registry().counter("sluice.calls").increment();

      assertTrue(one.scrape().contains("sluice_calls_total 1.0"));
      assertTrue(!other.scrape().contains("sluice_calls_total"));
    }
  }

  @Test
  void aMeterOfAForeignNameIsRefused() {
    try (var metrics = Metrics.create()) {
      var registry = metrics.registry();

      assertThrows(IllegalArgumentException.class, () -> registry.counter("calls"));
    }
  }
}
