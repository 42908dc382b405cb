package io.sluice.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The broker's configuration: one node, broker and controller at once, quick to start and stop. */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";
  private static final String HOST = "127.0.0.1";

  /*
   * Nothing forces the log to disk: what is acknowledged is in the page cache, which outlives the
   * JVM and its kill -9, though not the machine's power.
   */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("process.roles", "broker,controller"),
          Map.entry("node.id", Integer.toString(NODE_ID)),
          Map.entry("controller.listener.names", CONTROLLER),
          Map.entry("inter.broker.listener.name", "PLAINTEXT"),
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("default.replication.factor", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "4"),
          // With the defaults a restart waits 13 s and more for the old session to run out.
          Map.entry("controlled.shutdown.enable", "true"),
          Map.entry("broker.session.timeout.ms", "2000"),
          Map.entry("broker.heartbeat.interval.ms", "500"),
          Map.entry("group.min.session.timeout.ms", "1000"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          // The default takes 128 MB of the heap that is shared with everything else.
          Map.entry("log.cleaner.dedupe.buffer.size", "4194304"));

  private BrokerSettings() {}

  static Properties of(Path dir, int port, int controllerPort, Map<String, String> overrides) {
    var settings = new Properties();
    settings.putAll(FIXED);
    settings.put("log.dirs", dir.toString());
    settings.put(
        "listeners",
        "PLAINTEXT://"
            + HOST
            + ":"
            + port
            + ","
            + CONTROLLER
            + "://"
            + HOST
            + ":"
            + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    settings.putAll(overrides);
    return settings;
  }

  /** Where the broker tells its clients to call. */
  static String bootstrapServers(Properties settings) {
    String first = settings.getProperty("advertised.listeners").split(",", 2)[0];
    return first.substring(first.indexOf("//") + 2);
  }
}
