package io.sluice.cluster.membership;

import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import java.time.Duration;
import java.util.List;

/** How an operator tells a node its place in the cluster. */
public final class MembershipKeys {

  private static final String TCP = "tcp";
  private static final String KUBERNETES = "kubernetes";

  private static final Key<String> NAME =
      Key.preset(
          "cluster.name", "sluice", ValueType.text(), "members of different names never meet");
  private static final Key<String> HOST =
      Key.preset(
          "cluster.host",
          MembershipConfig.LOOPBACK,
          ValueType.text(),
          "the address that this node binds for the cluster and its event bus; never a public one");
  private static final Key<Integer> PORT =
      Key.preset(
          "cluster.port",
          "0",
          ValueType.integer(0, 65_535),
          "the cluster's port on that address; 0 takes any free one");
  private static final Key<String> JOIN =
      Key.preset(
          "cluster.join",
          TCP,
          ValueType.oneOf(TCP, KUBERNETES),
          "how the others are found: by cluster.members, or by a headless service's DNS name");
  private static final Key<List<String>> MEMBERS =
      Key.preset(
          "cluster.members",
          "",
          ValueType.listOf(ValueType.text()),
          "host:port of nodes to join; empty founds a cluster");
  private static final Key<String> SERVICE =
      Key.optional(
          "cluster.kubernetes-service",
          ValueType.text(),
          "the headless service over all nodes' pods; needed with cluster.join: kubernetes");
  private static final Key<String> NAMESPACE =
      Key.optional(
          "cluster.kubernetes-namespace",
          ValueType.text(),
          "the namespace of that service; needed with cluster.join: kubernetes");

  /** How long a node that is cut off goes on with what needs no cluster. */
  public static final Key<Duration> MINORITY_LIMIT =
      Key.preset(
          "cluster.minority-limit",
          "60s",
          ValueType.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          "how long a node that is cut off from most others goes on with its work over Kafka;"
              + " then it ends with exit code 3, to be started anew");

  /** What an operator can set. */
  public static final List<Key<?>> ALL =
      List.of(NAME, HOST, PORT, JOIN, MEMBERS, SERVICE, NAMESPACE, MINORITY_LIMIT);

  private MembershipKeys() {}

  static MembershipConfig config(Settings settings) {
    return new MembershipConfig(
        settings.get(NAME), settings.get(HOST), settings.get(PORT), discovery(settings));
  }

  private static Discovery discovery(Settings settings) {
    return settings.get(JOIN).equals(KUBERNETES)
        ? new Discovery.Kubernetes(
            settings.find(SERVICE).orElse(""), settings.find(NAMESPACE).orElse(""))
        : new Discovery.Tcp(settings.get(MEMBERS));
  }
}
