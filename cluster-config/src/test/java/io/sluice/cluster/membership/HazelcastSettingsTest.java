package io.sluice.cluster.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class HazelcastSettingsTest {

  private static final MembershipConfig BY_LIST =
      MembershipConfig.tcp("orders", "10.0.0.2", 5701, List.of("10.0.0.1:5701"));
  private static final MembershipConfig BY_SERVICE =
      new MembershipConfig(
          "orders", "10.0.0.2", 5701, new Discovery.Kubernetes("sluice-nodes", "freight"));
  private static final List<MembershipConfig> BOTH = List.of(BY_LIST, BY_SERVICE);

  @Test
  void eachFileIsCompletedWithTheNodesOwnValues() {
    for (MembershipConfig membership : BOTH) {
      var config = HazelcastSettings.of(membership);

      assertEquals("orders", config.getClusterName());
      assertEquals("10.0.0.2", config.getProperty("hazelcast.local.localAddress"));
      assertEquals(5701, config.getNetworkConfig().getPort());
      assertFalse(config.getNetworkConfig().isPortAutoIncrement());
    }
  }

  @Test
  void aListIsTheOnlyWayOrTheServiceIs() throws InvalidConfigurationException {
    var byList = HazelcastSettings.of(BY_LIST).getNetworkConfig().getJoin();
    assertTrue(byList.getTcpIpConfig().isEnabled());
    assertEquals(List.of("10.0.0.1:5701"), byList.getTcpIpConfig().getMembers());
    assertFalse(byList.getKubernetesConfig().isEnabled());
    byList.verify();

    var byService = HazelcastSettings.of(BY_SERVICE).getNetworkConfig().getJoin();
    assertFalse(byService.getTcpIpConfig().isEnabled());
    assertTrue(byService.getKubernetesConfig().isEnabled());
    assertEquals(
        Map.of("service-dns", "sluice-nodes.freight.svc", "service-port", "5701"),
        byService.getKubernetesConfig().getProperties());
    byService.verify();
  }

  @Test
  void nothingIsFoundOrToldByItself() {
    for (MembershipConfig membership : BOTH) {
      var config = HazelcastSettings.of(membership);

      var network = config.getNetworkConfig();
      assertFalse(network.getJoin().getMulticastConfig().isEnabled());
      assertFalse(network.getJoin().isAutoDetectionEnabled());
      assertFalse(config.getJetConfig().isEnabled());
      assertFalse(config.getMetricsConfig().isEnabled());
      assertProperty("false", "hazelcast.phone.home.enabled", config);
      assertProperty("false", "hazelcast.socket.bind.any", config);
    }
  }

  /** Hazelcast's own getter for it is deprecated, and no warning is allowed here. */
  @Test
  void hazelcastAnswersNoRestCalls() throws IOException {
    for (String file : List.of("hazelcast-tcp.yaml", "hazelcast-kubernetes.yaml")) {
      try (InputStream yaml = HazelcastSettings.class.getResourceAsStream(file)) {
        var text = new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(text.contains("rest-api:\n      enabled: false\n"), file);
      }
    }
  }

  @Test
  void aFrozenNodeIsOutSoonAndOneThatWasCutOffComesBackSoon() {
    for (MembershipConfig membership : BOTH) {
      var config = HazelcastSettings.of(membership);

      assertProperty("1", "hazelcast.heartbeat.interval.seconds", config);
      assertProperty("5", "hazelcast.max.no.heartbeat.seconds", config);
      assertProperty("1", "hazelcast.connection.monitor.max.faults", config);
      assertProperty("50", "hazelcast.connection.monitor.interval", config);
      assertProperty("5", "hazelcast.merge.first.run.delay.seconds", config);
      assertProperty("5", "hazelcast.merge.next.run.delay.seconds", config);
    }
  }

  @Test
  void theFilesDifferOnlyInHowTheOthersAreFound() {
    var byList = HazelcastSettings.of(BY_LIST);
    var byService = HazelcastSettings.of(BY_SERVICE);

    assertEquals(byList.getProperties(), byService.getProperties());
    assertEquals(byList.getMapConfigs(), byService.getMapConfigs());
    assertEquals(byList.getMultiMapConfigs(), byService.getMultiMapConfigs());
  }

  private static void assertProperty(String value, String name, Config config) {
    assertEquals(value, config.getProperty(name), name);
  }
}
