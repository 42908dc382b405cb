package io.sluice.workers;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.kafka.DeadLetterReason;
import io.sluice.backbone.kafka.KafkaCommandConsumer;
import io.sluice.cluster.telemetry.InFlight;
import io.sluice.workers.deferred.WaitingReplies;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a node with workers counts and measures, for all its services. */
final class WorkerMeters {

  private final MeterRegistry registry;
  private final InFlight inFlight;

  WorkerMeters(MeterRegistry registry) {
    this.registry = registry;
    this.inFlight =
        new InFlight(
            registry, "sluice.commands.in.flight", "Commands that are being handled at the worker");
  }

  /** The runner, with each run timed, counted by its outcome, and counted while it lasts. */
  CommandRunner over(
      CommandRunner runner, String service, Set<String> operations, String transport) {
    return new MeteredRunner(runner, registry, inFlight, service, operations, transport);
  }

  /** Measures a consumer from now on. */
  List<Meter> measure(KafkaCommandConsumer consumer, String service, String topic) {
    List<Meter> all = new ArrayList<>();
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      all.add(
          FunctionCounter.builder("sluice.dead.letters", consumer, one -> one.deadLetters(reason))
              .description("Records that were put aside")
              .tags("service", service, "reason", reason.label())
              .register(registry));
    }
    all.add(
        Gauge.builder("sluice.commands.lag", consumer, one -> one.lag(topic))
            .description("Records that are not finished on the partitions that this node has")
            .baseUnit("records")
            .tags("service", service, "topic", topic)
            .register(registry));
    all.add(
        Gauge.builder("sluice.parked.records", consumer, KafkaCommandConsumer::parkedRecords)
            .description("Records that wait for another attempt beside their topic")
            .tags("service", service)
            .register(registry));
    all.add(
        FunctionCounter.builder(
                "sluice.replies.unacknowledged",
                consumer,
                KafkaCommandConsumer::unacknowledgedReplies)
            .description("Replies that Kafka has not acknowledged")
            .tags("service", service)
            .register(registry));
    return all;
  }

  /** Measures the deferred replies of a service, which each of its nodes counts whole. */
  List<Meter> measure(WaitingReplies waiting, String service) {
    return List.of(
        Gauge.builder("sluice.replies.deferred", waiting, WaitingReplies::replies)
            .description("Commands of the service, on all nodes, whose reply comes later")
            .tags("service", service)
            .register(registry),
        Gauge.builder("sluice.replies.deferred.age", waiting, WaitingReplies::oldestSeconds)
            .description("How long the first of them has waited")
            .baseUnit("seconds")
            .tags("service", service)
            .register(registry));
  }

  /** For the events that a service reads. */
  EventMeters ofEvents(String service) {
    return new EventMeters(registry, service);
  }

  /** Measures them no more; another consumer of the service may take their names. */
  void forget(List<Meter> meters) {
    meters.forEach(registry::remove);
  }
}
