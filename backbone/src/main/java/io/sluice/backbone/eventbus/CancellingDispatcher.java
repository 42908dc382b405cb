package io.sluice.backbone.eventbus;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Tells the nodes of a service when a command that a transport has sent is cancelled. They are told
 * once and without an acknowledgement: the command's expiry is what surely ends it.
 */
public final class CancellingDispatcher implements Dispatcher {

  private final Dispatcher transport;
  private final EventBusCancellationSender sender;
  private final InstantSource clock;
  private final String service;

  /** Over any transport to the workers of one service. */
  public CancellingDispatcher(
      Dispatcher transport, Vertx vertx, InstantSource clock, String service) {
    this.transport = transport;
    this.sender = new EventBusCancellationSender(vertx);
    this.clock = clock;
    this.service = service;
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
    sender.send(service, Cancellation.of(command, UuidCreator.getTimeOrderedEpoch(), now));
  }
}
