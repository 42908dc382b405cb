package io.sluice.gateway;

import io.sluice.backbone.deadletter.DeadLetterQueue;
import io.sluice.cluster.management.ManagementConfig;
import io.sluice.cluster.node.KafkaKeys;
import io.sluice.cluster.node.Node;
import io.sluice.cluster.node.NodeProcess;
import io.sluice.cluster.node.NodeStarter;
import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.gateway.auth.AuthConfig;
import io.sluice.gateway.deadletter.DeadLetterRoutes;
import io.sluice.gateway.http.HttpConfig;
import io.sluice.gateway.invocation.LedgerConfig;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code sluice gateway}: a gateway as a process of its own. */
public final class GatewayMain implements NodeStarter {

  public static void main(String[] args) {
    System.exit(NodeProcess.run(new GatewayMain(), args));
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(HttpConfig.KEYS);
    keys.addAll(GatewayConfig.KEYS);
    keys.addAll(AuthConfig.KEYS);
    keys.addAll(KafkaKeys.ALL);
    keys.addAll(TopicsConfig.KEYS);
    keys.addAll(LedgerConfig.KEYS);
    return keys;
  }

  @Override
  public void check(Settings settings) {
    var unused = TopicsConfig.from(settings);
    requireOwnPort(GatewayConfig.from(settings).http(), ManagementConfig.from(settings));
  }

  @Override
  public Future<Map<String, String>> start(Node node) {
    var config = GatewayConfig.from(node.settings());
    return Gateway.start(
            node.membership(), config, node.lifecycle(), node.metrics().registry(), node.clock())
        .map(
            gateway -> {
              node.toStop().push("gateway", gateway::stop);
              openDeadLetters(node, config, gateway);
              return Map.of("http", "http://" + config.http().host() + ":" + gateway.port());
            });
  }

  private static void openDeadLetters(Node node, GatewayConfig config, Gateway gateway) {
    var topics = TopicsConfig.from(node.settings());
    Optional.ofNullable(config.kafka())
        .ifPresent(
            kafka ->
                new DeadLetterRoutes(
                        origin -> new DeadLetterQueue(node.vertx(), kafka, origin, node.clock()),
                        () -> topics.withDeadLetters(gateway.contract()))
                    .mount(node.admin()));
  }

  /** Vert.x would let two servers share a port, and answer by either. */
  private static void requireOwnPort(HttpConfig http, ManagementConfig management) {
    if (http.port() != 0 && http.port() == management.port()) {
      throw new IllegalArgumentException(
          "http.port and management.port are both " + http.port() + "; they must differ");
    }
  }
}
