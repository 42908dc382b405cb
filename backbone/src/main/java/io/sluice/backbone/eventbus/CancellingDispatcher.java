package io.sluice.backbone.eventbus;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Payload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Tells the nodes of a service when a command that a transport has sent is cancelled. They are told
 * once and without an acknowledgement: the command's expiry is what surely ends it.
 */
public final class CancellingDispatcher implements Dispatcher {

  private static final Payload NOTHING = Payload.json(Buffer.buffer("{}"));

  private final Dispatcher transport;
  private final Vertx vertx;
  private final InstantSource clock;
  private final String address;

  /** Over any transport to the workers of one service. */
  public CancellingDispatcher(
      Dispatcher transport, Vertx vertx, InstantSource clock, String service) {
    this.transport = transport;
    this.vertx = vertx;
    this.clock = clock;
    this.address = BusAddress.control(service);
  }

  @Override
  public Future<Outcome> dispatch(Command command) {
    return transport
        .dispatch(command)
        .onSuccess(
            outcome -> {
              if (outcome instanceof Outcome.Unanswered none
                  && none.failure() == Failure.CANCELLED) {
                tell(command);
              }
            });
  }

  @Override
  public void cancel(Command command) {
    transport.cancel(command);
  }

  private void tell(Command command) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var message = Cancellation.of(command, UuidCreator.getTimeOrderedEpoch(), now);
    var options = new DeliveryOptions().setHeaders(BusWireForm.headers(message, NOTHING));
    vertx.eventBus().publish(address, NOTHING.data(), options);
  }
}
