package io.sluice.gateway.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.eventbus.EventBusDispatcher;
import io.sluice.backbone.eventbus.WorkerDirectory;
import io.sluice.backbone.kafka.KafkaDispatcher;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;

/** Builds the line that a command travels to the backbone. */
public final class Dispatchers {

  private final Vertx vertx;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final PendingCalls pending;
  private final WorkerDirectory directory;
  private final Optional<KafkaLine> kafka;

  /**
   * All that dispatchers share.
   *
   * @param kafka empty where Kafka is not configured
   */
  public Dispatchers(
      Vertx vertx,
      InstantSource clock,
      MeterRegistry meters,
      PendingCalls pending,
      WorkerDirectory directory,
      Optional<KafkaLine> kafka) {
    this.vertx = vertx;
    this.clock = clock;
    this.meters = meters;
    this.pending = pending;
    this.directory = directory;
    this.kafka = kafka;
  }

  /**
   * The whole line, outermost first: metering → transport.
   *
   * @throws IllegalArgumentException when it leads over Kafka and Kafka is not configured
   */
  public Dispatcher to(Destination destination) {
    return new MeteredDispatcher(transport(destination), meters, destination);
  }

  private Dispatcher transport(Destination destination) {
    return switch (destination) {
      case Destination.OverEventBus bus ->
          new EventBusDispatcher(vertx, clock, directory, bus.service());
      case Destination.OverKafka over -> {
        KafkaLine line =
            kafka.orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "operation "
                            + over.operation()
                            + " goes over kafka, and kafka.bootstrap-servers is not set"));
        yield new KafkaDispatcher(line.sender(), line.lane(), pending, over.topic());
      }
    };
  }
}
