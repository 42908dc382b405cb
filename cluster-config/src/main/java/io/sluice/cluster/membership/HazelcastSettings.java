package io.sluice.cluster.membership;

import com.hazelcast.config.Config;
import com.hazelcast.config.YamlConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Completes {@code hazelcast-*.yaml} with what differs from node to node. */
final class HazelcastSettings {

  private HazelcastSettings() {}

  static Config of(MembershipConfig membership) {
    var values = new Properties();
    values.setProperty("sluice.cluster", membership.clusterName());
    values.setProperty("sluice.host", membership.host());
    values.setProperty("sluice.port", Integer.toString(membership.port()));
    return switch (membership.discovery()) {
      case Discovery.Tcp(var members) -> {
        var config = read("hazelcast-tcp.yaml", values);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setMembers(members);
        yield config;
      }
      case Discovery.Kubernetes(var service, var namespace) -> {
        values.setProperty("sluice.kubernetes-service", service);
        values.setProperty("sluice.kubernetes-namespace", namespace);
        yield read("hazelcast-kubernetes.yaml", values);
      }
    };
  }

  private static Config read(String file, Properties values) {
    try (InputStream yaml = HazelcastSettings.class.getResourceAsStream(file)) {
      return new YamlConfigBuilder(Objects.requireNonNull(yaml, file))
          .setProperties(values)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
