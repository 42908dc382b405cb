package io.sluice.peers.floors;

import io.sluice.peers.launch.Arguments;
import io.vertx.core.Vertx;

/** Floor B: HTTP and a hop over the event bus to a verticle of the same JVM. */
public final class LocalBus {

  private LocalBus() {}

  public static void main(String[] args) {
    var vertx = Vertx.vertx();
    var arguments = Arguments.of(args);
    Floor.orExit(
        BusWorker.deploy(vertx)
            .compose(deployed -> EchoServer.open(vertx, arguments, BusWorker.reachedFrom(vertx))));
  }
}
