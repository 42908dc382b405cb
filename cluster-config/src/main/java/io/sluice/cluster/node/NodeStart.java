package io.sluice.cluster.node;

import static io.sluice.cluster.membership.MembershipKeys.MINORITY_LIMIT;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.TimeGauge;
import io.sluice.cluster.management.Lifecycle;
import io.sluice.cluster.management.ManagementConfig;
import io.sluice.cluster.management.ManagementServer;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.membership.MembershipConfig;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.telemetry.Metrics;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a node's parts in order, and stops what was started in reverse. */
final class NodeStart {

  private static final Logger log = LoggerFactory.getLogger(NodeStart.class);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final StopSequence toStop = new StopSequence();
  private final Lifecycle lifecycle = new Lifecycle();
  private final Metrics metrics = Metrics.create();
  private volatile boolean stopping;
  private final Settings settings;
  private final NodeStarter starter;
  private final Duration grace;
  private final Runnable whenCutOff;

  /**
   * A node that is not started.
   *
   * @param grace how long its stop may take, by which the process itself ends
   * @param whenCutOff what to do when it stays cut off from most others; must not block
   */
  NodeStart(Settings settings, NodeStarter starter, Duration grace, Runnable whenCutOff) {
    this.settings = settings;
    this.starter = starter;
    this.grace = grace;
    this.whenCutOff = whenCutOff;
  }

  /** Blocks until the node is ready; gives {@code name=address} pairs for people and scripts. */
  String run() throws Exception {
    var config = MembershipConfig.from(settings);
    Membership membership = Blocking.await(Membership.join(config, new VertxOptions()), LIMIT);
    toStop.push("cluster membership", membership::leave);
    lifecycle.register(membership);
    lifecycle.register(membership.clock());
    TimeGauge.builder(
            "sluice.clock.offset", membership, SECONDS, one -> one.clockOffset().toMillis() / 1e3)
        .description("How far the other members' clocks are ahead of this node's, by their median")
        .register(metrics.registry());
    Map<String, String> addresses = new TreeMap<>();
    var managed = ManagementConfig.from(settings);
    var management = new ManagementServer(membership.vertx(), managed, lifecycle, metrics);
    toStop.push("management", management::close);
    int port = Blocking.await(management.listen(), LIMIT);
    addresses.put("management", "http://" + managed.host() + ":" + port);
    var node =
        new Node(
            settings,
            membership,
            lifecycle,
            metrics,
            management.admin(),
            toStop,
            InstantSource.system());
    addresses.putAll(Blocking.await(starter.start(node), LIMIT));
    addresses.put("cluster", config.host() + ":" + membership.port());
    lifecycle.started();
    var cutOff = new CutOff(membership.vertx(), settings.get(MINORITY_LIMIT), whenCutOff);
    membership.onMinority(cutOff::minority);
    return addresses.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  /** A start that fails now fails because of the stop. */
  boolean isStopping() {
    return stopping;
  }

  /** Blocks until all is stopped; the process's own deadline bounds it. */
  void stop() {
    stopping = true;
    lifecycle.draining();
    try {
      // The process ends at once after its grace time: this is no second bound.
      Blocking.await(toStop.stop(), grace.plusSeconds(1));
    } catch (Exception e) {
      log.atError().setCause(e).log("stop failed");
    }
    metrics.close();
  }
}
