package io.sluice.cluster.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HazelcastSettingsTest {

  @Test
  void theFileIsCompletedWithTheNodesOwnValues() {
    var config =
        HazelcastSettings.of(
            new MembershipConfig("orders", "10.0.0.2", 5701, List.of("10.0.0.1:5701")));

    assertEquals("orders", config.getClusterName());
    assertEquals("10.0.0.2", config.getProperty("hazelcast.local.localAddress"));
    assertEquals(5701, config.getNetworkConfig().getPort());
    assertEquals(
        List.of("10.0.0.1:5701"),
        config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers());
  }

  @Test
  void nothingIsFoundOrToldByItself() {
    var config = HazelcastSettings.of(MembershipConfig.loopback("orders"));

    var join = config.getNetworkConfig().getJoin();
    assertTrue(join.getTcpIpConfig().isEnabled());
    assertFalse(join.getMulticastConfig().isEnabled());
    assertFalse(join.isAutoDetectionEnabled());
    assertFalse(config.getJetConfig().isEnabled());
    assertEquals("false", config.getProperty("hazelcast.phone.home.enabled"));
  }
}
