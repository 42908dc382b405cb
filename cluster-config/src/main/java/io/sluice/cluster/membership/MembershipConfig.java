package io.sluice.cluster.membership;

import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a node listens for the cluster and whom it asks to be let in.
 *
 * @param clusterName members of different names never meet
 * @param host the address that this node binds and that the others reach it at, for Hazelcast and
 *     the event bus
 * @param port Hazelcast's port; 0 takes any free one
 * @param members {@code host:port} of nodes to join over TCP/IP; empty founds a cluster of its own
 */
public record MembershipConfig(String clusterName, String host, int port, List<String> members) {

  /** What a node binds unless configured otherwise: nothing outside this machine can join. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final Key<String> NAME =
      Key.preset(
          "cluster.name", "sluice", ValueType.text(), "members of different names never meet");
  private static final Key<String> HOST =
      Key.preset(
          "cluster.host",
          LOOPBACK,
          ValueType.text(),
          "the address that this node binds for the cluster and its event bus; never a public one");
  private static final Key<Integer> PORT =
      Key.preset(
          "cluster.port",
          "0",
          ValueType.integer(0, 65_535),
          "the cluster's port on that address; 0 takes any free one");
  private static final Key<List<String>> MEMBERS =
      Key.preset(
          "cluster.members",
          "",
          ValueType.listOf(ValueType.text()),
          "host:port of nodes to join; empty founds a cluster");

  /** What an operator can set. */
  public static final List<Key<?>> KEYS = List.of(NAME, HOST, PORT, MEMBERS);

  private static final Pattern MEMBER = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\s]+):(\\d{1,5})");
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final int HIGHEST_PORT = 65_535;

  public MembershipConfig {
    if (clusterName.isBlank()) {
      throw new IllegalArgumentException("clusterName must not be blank");
    }
    if (host.isBlank() || ANY_ADDRESS.contains(host)) {
      throw new IllegalArgumentException(
          "host must be an address that the other nodes can reach, not '" + host + "'");
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    members = List.copyOf(members);
    members.forEach(MembershipConfig::requireHostAndPort);
  }

  /** As the operator has set it. */
  public static MembershipConfig from(Settings settings) {
    return new MembershipConfig(
        settings.get(NAME), settings.get(HOST), settings.get(PORT), settings.get(MEMBERS));
  }

  /** A member on loopback, on any free port. */
  public static MembershipConfig loopback(String clusterName, String... members) {
    return new MembershipConfig(clusterName, LOOPBACK, 0, List.of(members));
  }

  private static void requireHostAndPort(String member) {
    var parts = MEMBER.matcher(member);
    if (!parts.matches() || !isPort(Integer.parseInt(parts.group(2)))) {
      throw new IllegalArgumentException("members must be host:port, not '" + member + "'");
    }
  }

  private static boolean isPort(int number) {
    return number > 0 && number <= HIGHEST_PORT;
  }
}
