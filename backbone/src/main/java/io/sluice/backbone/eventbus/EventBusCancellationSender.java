package io.sluice.backbone.eventbus;

import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Payload;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;

/**
 * Tells the nodes of a service which commands nobody wants any more: once and without an
 * acknowledgement, because a command's expiry is what surely ends it. Thread-safe.
 */
public final class EventBusCancellationSender {

  private static final Payload NOTHING = Payload.json(Buffer.buffer("{}"));

  private final Vertx vertx;

  public EventBusCancellationSender(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Publishes one to all nodes of the service. */
  public void send(String service, Cancellation cancellation) {
    var options = new DeliveryOptions().setHeaders(BusWireForm.headers(cancellation, NOTHING));
    vertx.eventBus().publish(BusAddress.control(service), NOTHING.data(), options);
  }
}
