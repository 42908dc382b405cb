package io.sluice.system.crash;

import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import java.util.Optional;

/** A service that leaves one row for each time that an event took effect. */
final class Journal extends WorkerVerticle {

  static final String SERVICE = "journal";

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  protected Optional<String> migrations() {
    return Optional.of("io/sluice/system/crash/migrations");
  }

  @Override
  protected void handlers(Handlers on) {
    on.stream(Payments.STREAM)
        .event(
            "Paid",
            Payments.Paid.class,
            (paid, event) ->
                event.transaction(
                    transaction -> Payments.effect(transaction, event.key(), paid.number())));
  }
}
