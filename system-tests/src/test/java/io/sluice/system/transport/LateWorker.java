package io.sluice.system.transport;

import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import java.util.Map;

/** The service {@code late}, which a test deploys when its first caller has given up. */
final class LateWorker extends WorkerVerticle {

  private final Probe probe;

  LateWorker(Probe probe) {
    this.probe = probe;
  }

  /** The data of its only operation. */
  record Data(String nonce) {}

  @Override
  public String service() {
    return "late";
  }

  @Override
  protected void handlers(Handlers on) {
    on.command(
        "late",
        Data.class,
        (data, call) -> {
          probe.ran(data.nonce());
          return Future.succeededFuture(Map.of("nonce", data.nonce()));
        });
  }
}
