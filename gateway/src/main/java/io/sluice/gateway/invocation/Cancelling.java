package io.sluice.gateway.invocation;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.TraceContext;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;

/** Tells the workers of a service that an invocation's caller does not want it any more. */
final class Cancelling {

  private final BiConsumer<String, Cancellation> bus;
  private final BiConsumer<String, Cancellation> control;
  private final String source;
  private final InstantSource clock;

  /**
   * @param bus tells all workers of a service that are there
   * @param control tells those that are not on the bus; it is kept
   * @param source who asks: {@code /gateway/<node>}
   */
  Cancelling(
      BiConsumer<String, Cancellation> bus,
      BiConsumer<String, Cancellation> control,
      String source,
      InstantSource clock) {
    this.bus = bus;
    this.control = control;
    this.source = source;
    this.clock = clock;
  }

  void tell(Invocation invocation) {
    Cancellation wish = wish(invocation);
    bus.accept(invocation.service(), wish);
    control.accept(invocation.service(), wish);
  }

  /** For workers that came later. */
  void tellAgain(Invocation invocation) {
    bus.accept(invocation.service(), wish(invocation));
  }

  private Cancellation wish(Invocation invocation) {
    return new Cancellation(
        UuidCreator.getTimeOrderedEpoch(),
        invocation.id(),
        invocation.commandId(),
        invocation.operation(),
        source,
        null,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        new Deadline(invocation.expiresAt()),
        TraceContext.start());
  }
}
