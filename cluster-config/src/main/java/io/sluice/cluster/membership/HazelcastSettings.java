package io.sluice.cluster.membership;

import com.hazelcast.config.Config;
import com.hazelcast.config.YamlConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Completes {@code hazelcast-tcp.yaml} with what differs from node to node. */
final class HazelcastSettings {

  private static final String FILE = "hazelcast-tcp.yaml";

  private HazelcastSettings() {}

  static Config of(MembershipConfig membership) {
    var values = new Properties();
    values.setProperty("sluice.cluster", membership.clusterName());
    values.setProperty("sluice.host", membership.host());
    values.setProperty("sluice.port", Integer.toString(membership.port()));
    var config = read(values);
    config.getNetworkConfig().getJoin().getTcpIpConfig().setMembers(membership.members());
    return config;
  }

  private static Config read(Properties values) {
    try (InputStream yaml = HazelcastSettings.class.getResourceAsStream(FILE)) {
      return new YamlConfigBuilder(Objects.requireNonNull(yaml, FILE))
          .setProperties(values)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
