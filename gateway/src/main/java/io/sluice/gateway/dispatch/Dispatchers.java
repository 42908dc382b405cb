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
import io.sluice.gateway.call.CallDispatcher;
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
  public CallDispatcher over(Destination.OverEventBus bus) {
    var transport =
        new EventBusDispatcher(vertx, clock, directory, bus.service(), bus.mayRunAgain());
    return line(new UnrecordedDispatcher(cancelling(transport, bus)), bus);
  }

  /**
   * The whole line over Kafka, outermost first: metering → admission → admission by key →
   * cancelling → Kafka.
   */
  public CallDispatcher over(Destination.OverKafka kafka, KafkaLine line) {
    var transport = new KafkaDispatcher(line.sender(), line.lane(), pending, kafka.topic());
    var plain = new UnrecordedDispatcher(cancelling(transport, kafka));
    return line(new KeyedAdmissionDispatcher(plain, kafka.timeout()), kafka);
  }

  /**
   * The whole line of a durable operation, outermost first: metering → admission → admission by key
   * → durable. Where a call whose time is up is answered 202, it may take its time: metering →
   * durable.
   *
   * @param durable the line's end
   * @param mayBeLate whether a call whose time is up is answered 202
   */
  public CallDispatcher over(
      Destination.OverKafka kafka, CallDispatcher durable, boolean mayBeLate) {
    return mayBeLate
        ? new MeteredDispatcher(durable, meters, inFlight, kafka)
        : line(new KeyedAdmissionDispatcher(durable, kafka.timeout()), kafka);
  }

  private Dispatcher cancelling(Dispatcher transport, Destination destination) {
    return new CancellingDispatcher(transport, vertx, clock, destination.service());
  }

  /** What every line begins with, in this order. */
  private CallDispatcher line(CallDispatcher next, Destination destination) {
    var admission = new AdmissionDispatcher(next, destination.timeout());
    return new MeteredDispatcher(admission, meters, inFlight, destination);
  }
}
