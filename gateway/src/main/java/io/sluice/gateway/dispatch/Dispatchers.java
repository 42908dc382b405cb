package io.sluice.gateway.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.eventbus.CancellingDispatcher;
import io.sluice.backbone.eventbus.EventBusDispatcher;
import io.sluice.backbone.eventbus.WorkerDirectory;
import io.sluice.backbone.kafka.KafkaDispatcher;
import io.sluice.cluster.telemetry.InFlight;
import io.sluice.gateway.admission.AdmissionDispatcher;
import io.sluice.gateway.admission.KeyedAdmissionDispatcher;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** Builds the line that a command travels to the backbone. */
public final class Dispatchers {

  private final Vertx vertx;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final InFlight inFlight;
  private final PendingCalls pending;
  private final WorkerDirectory directory;

  /** All that dispatchers share. */
  public Dispatchers(
      Vertx vertx,
      InstantSource clock,
      MeterRegistry meters,
      PendingCalls pending,
      WorkerDirectory directory) {
    this.vertx = vertx;
    this.clock = clock;
    this.meters = meters;
    this.inFlight =
        new InFlight(meters, "sluice.calls.in.flight", "Calls that have no outcome yet");
    this.pending = pending;
    this.directory = directory;
  }

  /**
   * The whole line over the event bus, outermost first: metering → admission → cancelling → event
   * bus.
   */
  public Dispatcher over(Destination.OverEventBus bus) {
    return line(
        new EventBusDispatcher(vertx, clock, directory, bus.service(), bus.mayRunAgain()), bus);
  }

  /**
   * The whole line over Kafka, outermost first: metering → admission → cancelling → admission by
   * key → Kafka.
   */
  public Dispatcher over(Destination.OverKafka kafka, KafkaLine line) {
    var transport = new KafkaDispatcher(line.sender(), line.lane(), pending, kafka.topic());
    return line(new KeyedAdmissionDispatcher(transport, kafka.timeout()), kafka);
  }

  /** What every line begins with, in this order. */
  private Dispatcher line(Dispatcher transport, Destination destination) {
    var cancelling = new CancellingDispatcher(transport, vertx, clock, destination.service());
    var admission = new AdmissionDispatcher(cancelling, destination.timeout());
    return new MeteredDispatcher(admission, meters, inFlight, destination);
  }
}
