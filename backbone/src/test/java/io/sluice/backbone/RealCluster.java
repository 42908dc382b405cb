package io.sluice.backbone;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.hazelcast.config.Config;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Two clustered nodes in this JVM, a gateway's and a worker's, for all tests of the module. */
public final class RealCluster implements BeforeAllCallback {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String CLUSTER = "backbone-test-" + ProcessHandle.current().pid();

  private static volatile @Nullable Parts parts;

  @Override
  public void beforeAll(ExtensionContext context) {
    parts =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Parts.class, key -> Parts.start(), Parts.class);
  }

  /** One node of the cluster. */
  public record Node(Vertx vertx, HazelcastClusterManager manager) {

    public String id() {
      return manager.getNodeId();
    }

    public List<String> members() {
      return manager.getNodes();
    }

    private int port() {
      return manager.getHazelcastInstance().getCluster().getLocalMember().getAddress().getPort();
    }

    public void leave() throws TimeoutException {
      vertx.close().await(60, SECONDS);
    }
  }

  public static Node gateway() {
    return parts().gateway;
  }

  public static Node worker() {
    return parts().worker;
  }

  /** One more node, for tests in which one leaves. */
  public static Node joinAnother() throws TimeoutException {
    return join(List.of(LOOPBACK + ":" + gateway().port()));
  }

  private static Node join(List<String> known) throws TimeoutException {
    var manager = new HazelcastClusterManager(config(known));
    var options =
        new VertxOptions().setEventBusOptions(new EventBusOptions().setHost(LOOPBACK).setPort(0));
    var vertx =
        Vertx.builder()
            .with(options)
            .withClusterManager(manager)
            .buildClustered()
            .await(60, SECONDS);
    return new Node(vertx, manager);
  }

  private static Config config(List<String> known) {
    var config = new Config().setClusterName(CLUSTER);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.local.localAddress", LOOPBACK);
    config.getNetworkConfig().setPort(0).setPortAutoIncrement(false);
    var join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(known);
    return config;
  }

  private static Parts parts() {
    return Objects.requireNonNull(parts, "the test class lacks @ExtendWith(RealCluster.class)");
  }

  private record Parts(Node gateway, Node worker) implements AutoCloseable {

    static Parts start() {
      try {
        var first = join(List.of());
        return new Parts(first, join(List.of(LOOPBACK + ":" + first.port())));
      } catch (TimeoutException e) {
        throw new IllegalStateException("no cluster for the tests", e);
      }
    }

    @Override
    public void close() throws TimeoutException {
      worker.leave();
      gateway.leave();
    }
  }
}
