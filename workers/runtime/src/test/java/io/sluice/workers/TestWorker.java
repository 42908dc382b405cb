package io.sluice.workers;

import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import java.util.function.Consumer;

/** A service whose handlers a test names. */
final class TestWorker extends WorkerVerticle {

  private final String service;
  private final Consumer<Handlers> handlers;

  TestWorker(String service, Consumer<Handlers> handlers) {
    this.service = service;
    this.handlers = handlers;
  }

  @Override
  public String service() {
    return service;
  }

  @Override
  protected void handlers(Handlers on) {
    handlers.accept(on);
  }
}
