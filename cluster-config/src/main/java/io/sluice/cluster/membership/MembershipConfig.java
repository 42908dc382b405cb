package io.sluice.cluster.membership;

import io.sluice.cluster.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a node listens for the cluster and whom it asks to be let in.
 *
 * @param clusterName members of different names never meet
 * @param host the address that this node binds and that the others reach it at, for Hazelcast and
 *     the event bus
 * @param port Hazelcast's port; 0 takes any free one, where nobody has to guess it
 * @param discovery how it finds the others
 */
public record MembershipConfig(String clusterName, String host, int port, Discovery discovery) {

  /** What a node binds unless configured otherwise: nothing outside this machine can join. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final Pattern MEMBER = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\s]+):(\\d{1,5})");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final Set<String> ONLY_HERE = Set.of(LOOPBACK, "localhost", "::1", "[::1]");
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException with every fault, one a line
   */
  public MembershipConfig {
    List<String> faults = new ArrayList<>();
    if (clusterName.isBlank()) {
      faults.add("cluster.name must not be blank");
    }
    if (host.isBlank() || ANY_ADDRESS.contains(host)) {
      faults.add(
          "cluster.host must be an address that the other nodes can reach, not '" + host + "'");
    }
    if (port < 0 || port > HIGHEST_PORT) {
      faults.add("cluster.port must be 0 to 65535, not " + port);
    }
    switch (discovery) {
      case Discovery.Tcp tcp -> checkMembers(tcp, faults);
      case Discovery.Kubernetes pods -> checkPods(pods, host, port, faults);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }

  /**
   * As the operator has set it.
   *
   * @throws IllegalArgumentException with every fault, one a line
   */
  public static MembershipConfig from(Settings settings) {
    return MembershipKeys.config(settings);
  }

  /** A node that joins the {@code host:port} of others; none founds a cluster. */
  public static MembershipConfig tcp(
      String clusterName, String host, int port, List<String> members) {
    return new MembershipConfig(clusterName, host, port, new Discovery.Tcp(members));
  }

  /** A member on loopback, on any free port. */
  public static MembershipConfig loopback(String clusterName, String... members) {
    return tcp(clusterName, LOOPBACK, 0, List.of(members));
  }

  private static void checkMembers(Discovery.Tcp tcp, List<String> faults) {
    for (String member : tcp.members()) {
      var parts = MEMBER.matcher(member);
      if (!parts.matches() || !isPort(Integer.parseInt(parts.group(2)))) {
        faults.add("cluster.members must be host:port each, not '" + member + "'");
      }
    }
  }

  /** DNS gives addresses and no ports, so all nodes listen on one port, each at its own address. */
  private static void checkPods(
      Discovery.Kubernetes pods, String host, int port, List<String> faults) {
    requireLabel("cluster.kubernetes-service", pods.service(), faults);
    requireLabel("cluster.kubernetes-namespace", pods.namespace(), faults);
    if (port == 0) {
      faults.add(
          "cluster.port is 0; with cluster.join: kubernetes it is the same on every node,"
              + " usually 5701");
    }
    if (ONLY_HERE.contains(host)) {
      faults.add(
          "cluster.host is "
              + host
              + "; with cluster.join: kubernetes it is the pod's own address (status.podIP)");
    }
  }

  private static void requireLabel(String key, String name, List<String> faults) {
    if (name.isBlank()) {
      faults.add(key + " is not set; cluster.join: kubernetes needs it");
    } else if (!DNS_LABEL.matcher(name).matches()) {
      faults.add(
          key + " must be a DNS label of lower-case letters, digits and -, not '" + name + "'");
    }
  }

  private static boolean isPort(int number) {
    return number > 0 && number <= HIGHEST_PORT;
  }
}
