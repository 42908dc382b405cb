package io.sluice.backbone.eventbus;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.RealCluster.Node;
import io.sluice.backbone.Samples;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.message.Command;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** A worker's side of the bus, with one operation, {@code op}. */
record BusWorker(List<Command> seen, EventBusCommandConsumer consumer, Announcer announcer) {

  static BusWorker answering(Node node, String service) throws TimeoutException {
    return open(
        node,
        service,
        100,
        command -> Future.succeededFuture(Samples.answerTo(command, node.id())));
  }

  static BusWorker open(Node node, String service, int capacity, CommandHandler handler)
      throws TimeoutException {
    List<Command> seen = new CopyOnWriteArrayList<>();
    var consumer =
        EventBusCommandConsumer.register(
                node.vertx(),
                service,
                node.id(),
                capacity,
                command -> {
                  seen.add(command);
                  return handler.handle(command);
                })
            .await(20, SECONDS);
    var announcement = new Announcement(node.id(), service, Set.of("op"), capacity, false);
    var announcer = Announcer.start(node.vertx(), announcement).await(20, SECONDS);
    return new BusWorker(seen, consumer, announcer);
  }

  void leave() throws TimeoutException {
    announcer.stop().await(20, SECONDS);
    consumer.unregister().await(20, SECONDS);
  }
}
