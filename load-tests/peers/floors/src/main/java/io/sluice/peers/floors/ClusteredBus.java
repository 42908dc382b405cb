package io.sluice.peers.floors;

import io.sluice.peers.launch.Arguments;
import io.sluice.peers.launch.Ready;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/**
 * Floor C: HTTP and a hop over the clustered event bus to a verticle of another JVM. Start the
 * worker first, it founds the cluster.
 */
public final class ClusteredBus {

  private ClusteredBus() {}

  public static void main(String[] args) {
    var arguments = Arguments.of(args);
    Floor.orExit(join(arguments).compose(vertx -> play(arguments, vertx)));
  }

  private static Future<Vertx> join(Arguments arguments) {
    var bus = new EventBusOptions().setHost(Cluster.HOST).setPort(0);
    return Vertx.builder()
        .with(new VertxOptions().setEventBusOptions(bus))
        .withClusterManager(new HazelcastClusterManager(Cluster.config(arguments)))
        .buildClustered();
  }

  private static Future<?> play(Arguments arguments, Vertx vertx) {
    if (arguments.text("role").equals("worker")) {
      return BusWorker.deploy(vertx).onSuccess(deployed -> Ready.worker());
    }
    return EchoServer.open(vertx, arguments, BusWorker.reachedFrom(vertx));
  }
}
