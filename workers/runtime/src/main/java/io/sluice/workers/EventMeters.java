package io.sluice.workers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.backbone.kafka.DeadLetterReason;
import io.sluice.backbone.kafka.KafkaEventConsumer;
import io.sluice.workers.processing.EventObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Counts and times the events that one service reads. */
final class EventMeters implements EventObserver {

  private final MeterRegistry registry;
  private final String service;
  private final MeterProvider<Timer> timers;
  private final MeterProvider<Counter> gaps;

  EventMeters(MeterRegistry registry, String service) {
    this.registry = registry;
    this.service = service;
    this.timers =
        Timer.builder("sluice.events")
            .description("Runs of events, from their turn to their end")
            .tag("service", service)
            .withRegistry(registry);
    this.gaps =
        Counter.builder("sluice.events.gaps")
            .description("Events before which others of their key never came")
            .tag("service", service)
            .withRegistry(registry);
  }

  @Override
  public void ended(String stream, String event, Outcome outcome, long nanos) {
    timers
        .withTags("stream", stream, "event", event, "outcome", outcome.label())
        .record(Duration.ofNanos(nanos));
  }

  @Override
  public void gap(String stream) {
    gaps.withTag("stream", stream).increment();
  }

  /** Measures a consumer from now on. */
  List<Meter> measure(KafkaEventConsumer consumer, Collection<String> streams) {
    List<Meter> all = new ArrayList<>();
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      all.add(
          FunctionCounter.builder(
                  "sluice.events.dead.letters", consumer, one -> one.deadLetters(reason))
              .description("Records of streams that were put aside")
              .tags("service", service, "reason", reason.label())
              .register(registry));
    }
    for (String stream : streams) {
      // There from the beginning, so that its first count is seen as one.
      all.add(gaps.withTag("stream", stream));
      all.add(
          Gauge.builder("sluice.events.lag", consumer, one -> one.lag(stream))
              .description("Records that are not finished on the partitions that this node has")
              .baseUnit("records")
              .tags("service", service, "stream", stream)
              .register(registry));
    }
    return all;
  }
}
