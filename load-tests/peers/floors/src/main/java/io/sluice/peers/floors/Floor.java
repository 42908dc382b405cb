package io.sluice.peers.floors;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;

/** What the floors share. */
final class Floor {

  private Floor() {}

  /** A verticle runs on one event loop, so it takes as many to use the machine. */
  static DeploymentOptions oneForEachCore() {
    return new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
  }

  /** A floor that cannot start says why and is gone. */
  static void orExit(Future<?> started) {
    started.onFailure(
        cause -> {
          cause.printStackTrace();
          System.exit(1);
        });
  }
}
