package io.sluice.system.invocation;

import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;

/** Answers without a database. */
final class PlainWorker extends WorkerVerticle {

  static final String SERVICE = "plain";

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  protected void handlers(Handlers on) {
    on.command("plain", Object.class, (data, call) -> Future.succeededFuture(data));
  }
}
