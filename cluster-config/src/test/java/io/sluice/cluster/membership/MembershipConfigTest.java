package io.sluice.cluster.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MembershipConfigTest {

  @Test
  void loopbackIsAloneOnAnyPort() {
    assertEquals(
        MembershipConfig.tcp("orders", "127.0.0.1", 0, List.of()),
        MembershipConfig.loopback("orders"));
  }

  @Test
  void aNodeOfWhichNothingIsSaidIsAloneOnLoopback() throws Exception {
    assertEquals(MembershipConfig.loopback("sluice"), read(Map.of()));
  }

  @Test
  void namesAddressesAndIpv6LiteralsAreMembers() {
    var members = List.of("gateway-0.sluice:5701", "10.0.0.1:5701", "[::1]:5701");

    assertEquals(
        new Discovery.Tcp(members),
        MembershipConfig.tcp("orders", "10.0.0.2", 5701, members).discovery());
  }

  @Test
  void inKubernetesTheOthersAreFoundByTheirService() throws Exception {
    var config =
        read(
            Map.of(
                "SLUICE_CLUSTER_JOIN", "kubernetes",
                "SLUICE_CLUSTER_HOST", "10.1.2.3",
                "SLUICE_CLUSTER_PORT", "5701",
                "SLUICE_CLUSTER_KUBERNETES_SERVICE", "sluice-nodes",
                "SLUICE_CLUSTER_KUBERNETES_NAMESPACE", "freight"));

    assertEquals(new Discovery.Kubernetes("sluice-nodes", "freight"), config.discovery());
  }

  @Test
  void inKubernetesWhatIsMissingIsToldAtOnce() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> read(Map.of("SLUICE_CLUSTER_JOIN", "kubernetes")));

    assertEquals(
        List.of(
            "cluster.kubernetes-service is not set; cluster.join: kubernetes needs it",
            "cluster.kubernetes-namespace is not set; cluster.join: kubernetes needs it",
            "cluster.port is 0; with cluster.join: kubernetes it is the same on every node,"
                + " usually 5701",
            "cluster.host is 127.0.0.1; with cluster.join: kubernetes it is the pod's own address"
                + " (status.podIP)"),
        String.valueOf(refusal.getMessage()).lines().toList());
  }

  @Test
  void noOtherWayToJoinIsTaken() {
    var refusal =
        assertThrows(
            SettingsException.class, () -> read(Map.of("SLUICE_CLUSTER_JOIN", "multicast")));

    assertEquals(
        List.of(
            "SLUICE_CLUSTER_JOIN cluster.join is \"multicast\"; allowed: one of tcp, kubernetes"),
        refusal.faults());
  }

  @Test
  void badValuesAreNamed() {
    assertRefused("cluster.name", " ", "127.0.0.1", 0, List.of());
    assertRefused("0.0.0.0", "orders", "0.0.0.0", 0, List.of());
    assertRefused("65536", "orders", "127.0.0.1", 65_536, List.of());
    assertRefused("-1", "orders", "127.0.0.1", -1, List.of());
    assertRefused("gateway-0", "orders", "127.0.0.1", 0, List.of("gateway-0"));
    assertRefused("gateway-0:0", "orders", "127.0.0.1", 0, List.of("gateway-0:0"));
    assertRefused("gateway-0:99999", "orders", "127.0.0.1", 0, List.of("gateway-0:99999"));
  }

  @Test
  void aServiceOfWhichNoDnsNameCanBeMadeIsNamed() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new MembershipConfig(
                    "orders", "10.1.2.3", 5701, new Discovery.Kubernetes("a.b", "freight")));

    var message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("cluster.kubernetes-service must be a DNS label"), message);
    assertTrue(message.contains("'a.b'"), message);
  }

  private static MembershipConfig read(Map<String, String> environment) throws SettingsException {
    return MembershipConfig.from(Settings.read(null, environment, MembershipKeys.ALL));
  }

  private static void assertRefused(
      String named, String cluster, String host, int port, List<String> members) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> MembershipConfig.tcp(cluster, host, port, members));
    var message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(named), message);
  }
}
