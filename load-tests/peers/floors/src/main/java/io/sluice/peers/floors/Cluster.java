package io.sluice.peers.floors;

import com.hazelcast.config.Config;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import io.sluice.peers.launch.Arguments;
import java.util.List;

/** Hazelcast as a Sluice node sets it: TCP on the loopback address, and nothing found by chance. */
final class Cluster {

  static final String HOST = "127.0.0.1";

  private Cluster() {}

  static Config config(Arguments arguments) {
    var config = new Config();
    config.setClusterName("sluice-peers");
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.health.monitoring.level", "OFF")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "5")
        .setProperty("hazelcast.local.localAddress", HOST)
        .setProperty("hazelcast.socket.bind.any", "false");
    keepWhatVertxNeeds(config);
    joinOnLoopback(config.getNetworkConfig(), arguments);
    return config;
  }

  /** Who listens to which address, and where each node is. */
  private static void keepWhatVertxNeeds(Config config) {
    config
        .getMultiMapConfig("__vertx.subs")
        .setBackupCount(1)
        .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET);
    config.getMapConfig("__vertx.haInfo").setBackupCount(1);
    config.getMapConfig("__vertx.nodeInfo").setBackupCount(1);
  }

  private static void joinOnLoopback(NetworkConfig network, Arguments arguments) {
    network.setPort(arguments.number("cluster-port", 0)).setPortAutoIncrement(false);
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(peers(arguments));
  }

  /** None founds the cluster. */
  private static List<String> peers(Arguments arguments) {
    var peer = arguments.text("cluster-peer", "");
    return peer.isEmpty() ? List.of() : List.of(peer);
  }
}
