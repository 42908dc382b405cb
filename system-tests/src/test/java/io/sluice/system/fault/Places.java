package io.sluice.system.fault;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where everything listens, fixed before the first start, so that what dies comes back there.
 *
 * @param host of all but {@code worker-3}
 * @param inside the host of {@code worker-3}
 * @param ports by name
 */
record Places(String host, String inside, Map<String, Integer> ports) {

  private static final String BEHIND_PROXY = "worker-2";
  private static final String ON_ISLAND = "worker-3";
  private static final List<String> NODES =
      List.of("worker-1", "worker-2", "worker-3", "gateway-1", "gateway-2");

  Places {
    ports = Map.copyOf(ports);
  }

  static Places choose(String host, String inside) throws IOException {
    List<String> names =
        List.of(
            "kafka",
            "kafka-proxied",
            "kafka-proxy",
            "kafka-controller",
            "worker-1",
            "worker-2",
            "worker-3",
            "gateway-1",
            "gateway-2",
            "gateway-1-http",
            "gateway-2-http");
    Iterator<Integer> free = FreePorts.take(names.size()).iterator();
    Map<String, Integer> ports = new LinkedHashMap<>();
    names.forEach(name -> ports.put(name, free.next()));
    return new Places(host, inside, ports);
  }

  /** Where the broker is reached directly. */
  String kafka() {
    return host + ":" + port("kafka");
  }

  /** Where the proxy in front of the broker listens. */
  int proxy() {
    return port("kafka-proxy");
  }

  /** Where the broker listens behind its proxy. */
  int proxied() {
    return port("kafka-proxied");
  }

  String http(String gateway) {
    return "http://" + host + ":" + port(gateway + "-http");
  }

  /** The broker's settings: each listener tells its clients to come back the way they came. */
  List<String> listeners() {
    String direct = "PLAINTEXT://" + kafka();
    return List.of(
        "listeners=%s,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(direct, proxied(), port("kafka-controller")),
        "controller.quorum.voters=1@127.0.0.1:" + port("kafka-controller"),
        "advertised.listeners=%s,PROXIED://127.0.0.1:%d".formatted(direct, proxy()),
        "listener.security.protocol.map="
            + "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }

  /** A node's settings. */
  Map<String, String> environment(String node) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("SLUICE_CLUSTER_NAME", "faults-" + ProcessHandle.current().pid());
    environment.put("SLUICE_CLUSTER_HOST", hostOf(node));
    environment.put("SLUICE_CLUSTER_PORT", Integer.toString(port(node)));
    environment.put("SLUICE_CLUSTER_MEMBERS", members());
    environment.put("SLUICE_MANAGEMENT_HOST", hostOf(node));
    environment.put("SLUICE_MANAGEMENT_PORT", "0");
    environment.put(
        "SLUICE_KAFKA_BOOTSTRAP_SERVERS",
        node.equals(BEHIND_PROXY) ? "127.0.0.1:" + proxy() : kafka());
    if (node.startsWith("gateway")) {
      // As long as the most patient operation asks for.
      environment.put("SLUICE_NODE_GRACE_TIME", "60s");
      environment.put("SLUICE_HTTP_HOST", host);
      environment.put("SLUICE_HTTP_PORT", Integer.toString(port(node + "-http")));
    }
    return environment;
  }

  private String members() {
    return NODES.stream()
        .map(node -> hostOf(node) + ":" + port(node))
        .collect(Collectors.joining(","));
  }

  private String hostOf(String node) {
    return node.equals(ON_ISLAND) ? inside : host;
  }

  private int port(String name) {
    return ports.getOrDefault(name, 0);
  }
}
