package io.sluice.peers.floors;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;

/** Answers on the event bus, local or clustered, with what it is asked. */
final class BusWorker extends VerticleBase {

  private static final String ADDRESS = "echo";
  private static final DeliveryOptions WAIT = new DeliveryOptions().setSendTimeout(5_000);

  private BusWorker() {}

  static Future<?> deploy(Vertx vertx) {
    return vertx.deployVerticle(BusWorker::new, Floor.oneForEachCore());
  }

  /** The way to the answer that leads here. */
  static Echo reachedFrom(Vertx vertx) {
    return body -> vertx.eventBus().<Buffer>request(ADDRESS, body, WAIT).map(Message::body);
  }

  @Override
  public Future<?> start() {
    return vertx
        .eventBus()
        .<Buffer>consumer(ADDRESS, message -> message.reply(message.body()))
        .completion();
  }
}
