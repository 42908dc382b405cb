package io.sluice.cluster.membership;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.sluice.cluster.management.Component;
import io.sluice.cluster.management.Health;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place in the cluster, from joining to leaving. Safe to use from any thread.
 *
 * <p>What it tells is this node's view, a hint: two halves of a split cluster each see only
 * themselves.
 */
public final class Membership implements Component {

  private static final Logger log = LoggerFactory.getLogger(Membership.class);

  private final Vertx vertx;
  private final String nodeId;
  private final HazelcastClusterManager cluster;
  private final HazelcastInstance hazelcast;
  private final int port;
  private final MinorityWatch watch;
  private final ClockWatch clocks;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final Promise<Void> left = Promise.promise();

  private Membership(Vertx vertx, HazelcastClusterManager cluster, InstantSource clock) {
    this.vertx = vertx;
    this.cluster = cluster;
    this.nodeId = cluster.getNodeId();
    this.hazelcast = cluster.getHazelcastInstance();
    this.port = hazelcast.getCluster().getLocalMember().getAddress().getPort();
    this.watch = new MinorityWatch(vertx, this::nodeIds, clock);
    this.clocks = new ClockWatch(vertx, nodeId, this::nodeIds, clock);
  }

  /**
   * Joins the members of {@code config}, or founds a cluster of its own when it names none or none
   * answers. Takes seconds. The future fails when the port is taken or the host is not this
   * machine's.
   *
   * @param options everything but the event bus's host and port, which follow {@code config}
   */
  public static Future<Membership> join(MembershipConfig config, VertxOptions options) {
    return join(config, options, InstantSource.system());
  }

  /**
   * As {@link #join(MembershipConfig, VertxOptions)}.
   *
   * @param clock this node's, which is compared with the others'
   */
  public static Future<Membership> join(
      MembershipConfig config, VertxOptions options, InstantSource clock) {
    var cluster = new HazelcastClusterManager(HazelcastSettings.of(config));
    return Vertx.builder()
        .with(onHost(config.host(), options))
        .withClusterManager(cluster)
        .buildClustered()
        .map(vertx -> new Membership(vertx, cluster, clock))
        .onSuccess(Membership::logJoined)
        .recover(cause -> Future.failedFuture(cannotJoin(config, cause)));
  }

  /** The clustered Vert.x; it lives until {@link #leave()}. */
  public Vertx vertx() {
    return vertx;
  }

  /** This node's id, as the others see it in {@link #nodeIds()}. */
  public String nodeId() {
    return nodeId;
  }

  /** The ids of the members that live in this node's view, its own among them; none once left. */
  public Set<String> nodeIds() {
    try {
      return Set.copyOf(cluster.getNodes());
    } catch (HazelcastInstanceNotActiveException left) {
      return Set.of();
    }
  }

  /** The port that others name in their member list, with this node's host. */
  public int port() {
    return port;
  }

  /**
   * Tells the id of each node that leaves, dies or is cut off from now on, once it is out of {@link
   * #nodeIds()}. The listener runs on the Vert.x context of the caller and must not block.
   */
  public void onNodeLeft(Consumer<String> listener) {
    // Hazelcast's own listener: the cluster manager has one slot, and Vert.x sits in it.
    hazelcast
        .getCluster()
        .addMembershipListener(new Departures(vertx.getOrCreateContext(), listener));
  }

  /**
   * Tells true when this node sees fewer than half of those it last saw for 10 s, where they were
   * three or more and did not say goodbye; and false when it sees enough again. The listener runs
   * on any thread and must not block.
   */
  public void onMinority(Consumer<Boolean> listener) {
    watch.listen(listener);
  }

  /** Whether this node's clock agrees with the other members': deadlines cross machines. */
  public Component clock() {
    return clocks;
  }

  /** How far the other members' clocks are ahead of this node's, by their median. */
  public Duration clockOffset() {
    return clocks.offset();
  }

  @Override
  public String name() {
    return "cluster";
  }

  /** Up while this node is a member, be it the only one, and not cut off from most others. */
  @Override
  public Future<Health> check() {
    if (!nodeIds().contains(nodeId)) {
      return Future.succeededFuture(Health.down("not a member"));
    }
    return Future.succeededFuture(
        watch.isMinority() ? Health.down("cut off from most members") : Health.up());
  }

  /** Says goodbye to the others and closes Vert.x. May be called again. */
  public Future<Void> leave() {
    if (leaving.compareAndSet(false, true)) {
      clocks.stop();
      // Not composed: what is composed would end on an event loop that is closed by then.
      watch.sayFarewell(nodeId).onComplete(said -> vertx.close().onComplete(left));
    }
    return left.future();
  }

  private static VertxOptions onHost(String host, VertxOptions options) {
    var bus = new EventBusOptions(options.getEventBusOptions()).setHost(host).setPort(0);
    return new VertxOptions(options).setEventBusOptions(bus);
  }

  private void logJoined() {
    log.atInfo()
        .addKeyValue("node", nodeId)
        .addKeyValue("port", port)
        .addKeyValue("members", nodeIds().size())
        .log("joined the cluster");
  }

  private static IllegalStateException cannotJoin(MembershipConfig config, Throwable cause) {
    return new IllegalStateException(
        "cannot join cluster '%s' from %s:%d: %s"
            .formatted(config.clusterName(), config.host(), config.port(), cause.getMessage()),
        cause);
  }
}
