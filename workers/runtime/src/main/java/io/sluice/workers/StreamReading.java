package io.sluice.workers;

import io.micrometer.core.instrument.Meter;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaEventConsumer;
import io.sluice.backbone.kafka.KafkaEventConsumer.Subscription;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.workers.handler.Start;
import io.sluice.workers.handler.StreamHandlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.sluice.workers.processing.EventProcessor;
import io.sluice.workers.retry.ParkedRecords;
import io.sluice.workers.transaction.ServiceEvents;
import io.sluice.workers.transaction.ServiceTransactions;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has a worker read the streams that it has named: their events come from {@link #open} on. */
final class StreamReading {

  private final WorkerVerticle worker;
  private final WorkerConfig config;
  private final WorkerMeters meters;
  private final Map<String, StreamHandlers> streams;
  private List<Meter> measured = List.of();
  private @Nullable KafkaEventConsumer consumer;

  StreamReading(WorkerVerticle worker, WorkerConfig config, WorkerMeters meters) {
    this.worker = worker;
    this.config = config;
    this.meters = meters;
    this.streams = worker.named().reads();
  }

  /**
   * Joins the group {@code <service>.events}.
   *
   * @return fails where the worker reads streams that it cannot read
   */
  Future<Void> open(@Nullable ServiceTransactions transactions, @Nullable RecordSender sender) {
    if (streams.isEmpty()) {
      return Future.succeededFuture();
    }
    KafkaConfig kafka = config.kafka();
    if (kafka == null || sender == null) {
      return cannotRead("kafka.bootstrap-servers is not set");
    }
    if (transactions == null) {
      return cannotRead("databases." + worker.service() + " is not set");
    }
    Set<String> idle =
        streams.entrySet().stream()
            .filter(one -> one.getValue().events().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!idle.isEmpty()) {
      return cannotRead("has no handler for any event of " + String.join(", ", idle));
    }
    ServiceEvents events = transactions.events();
    return startTimes(events).compose(from -> join(kafka, sender, events, from));
  }

  /** Why no events come; empty while they do, or would. */
  Optional<String> trouble() {
    return Optional.ofNullable(consumer).flatMap(KafkaEventConsumer::trouble);
  }

  Future<Void> close() {
    return (consumer == null ? Future.<Void>succeededFuture() : consumer.stop())
        .onComplete(stopped -> meters.forget(measured));
  }

  /**
   * What "from now on" means is written down when the service first says so: all its nodes begin
   * there, and so does a partition that comes later.
   */
  private Future<Map<String, Instant>> startTimes(ServiceEvents events) {
    Map<String, Instant> times = new HashMap<>();
    Future<Void> known = Future.succeededFuture();
    for (Map.Entry<String, StreamHandlers> one : streams.entrySet()) {
      String stream = one.getKey();
      switch (one.getValue().start()) {
        case Start.Beginning beginning -> {}
        case Start.At(Instant time) -> times.put(stream, time);
        case Start.Now now ->
            known =
                known
                    .compose(before -> events.firstWanted(stream))
                    .map(
                        first -> {
                          times.put(stream, first);
                          return null;
                        });
      }
    }
    return known.map(times);
  }

  private Future<Void> join(
      KafkaConfig kafka, RecordSender sender, ServiceEvents events, Map<String, Instant> from) {
    EventMeters counted = meters.ofEvents(worker.service());
    var processor = new EventProcessor(streams, events, config.handlerTimeout(), counted);
    var subscription =
        new Subscription(worker.service() + ".events", streams.keySet(), from, config.capacity());
    var opened =
        new KafkaEventConsumer(
            kafka,
            subscription,
            worker.runsOn(),
            processor,
            sender,
            worker
                .database()
                .map(database -> new ParkedRecords(database.pool(), worker.service()))
                .orElse(null));
    consumer = opened;
    measured = counted.measure(opened, streams.keySet());
    return opened.start();
  }

  private Future<Void> cannotRead(String reason) {
    return Future.failedFuture(
        new IllegalArgumentException(
            "service " + worker.service() + " reads streams, and " + reason));
  }
}
