package io.sluice.cluster.node;

import io.sluice.cluster.management.Lifecycle;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.telemetry.Metrics;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/**
 * What every node has, whatever it runs.
 *
 * @param admin takes routes for operators, below {@code /admin} on the management port
 * @param toStop takes what is started, to be stopped before the node leaves the cluster
 */
public record Node(
    Settings settings,
    Membership membership,
    Lifecycle lifecycle,
    Metrics metrics,
    Router admin,
    StopSequence toStop,
    InstantSource clock) {

  public Vertx vertx() {
    return membership.vertx();
  }
}
