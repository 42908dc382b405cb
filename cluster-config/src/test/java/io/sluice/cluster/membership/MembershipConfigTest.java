package io.sluice.cluster.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MembershipConfigTest {

  @Test
  void loopbackIsAloneOnAnyPort() {
    assertEquals(
        new MembershipConfig("orders", "127.0.0.1", 0, List.of()),
        MembershipConfig.loopback("orders"));
  }

  @Test
  void namesAddressesAndIpv6LiteralsAreMembers() {
    var members = List.of("gateway-0.sluice:5701", "10.0.0.1:5701", "[::1]:5701");

    assertEquals(members, new MembershipConfig("orders", "10.0.0.2", 5701, members).members());
  }

  @Test
  void badValuesAreNamed() {
    assertRefused("clusterName", " ", "127.0.0.1", 0, List.of());
    assertRefused("0.0.0.0", "orders", "0.0.0.0", 0, List.of());
    assertRefused("65536", "orders", "127.0.0.1", 65_536, List.of());
    assertRefused("-1", "orders", "127.0.0.1", -1, List.of());
    assertRefused("gateway-0", "orders", "127.0.0.1", 0, List.of("gateway-0"));
    assertRefused("gateway-0:0", "orders", "127.0.0.1", 0, List.of("gateway-0:0"));
    assertRefused("gateway-0:99999", "orders", "127.0.0.1", 0, List.of("gateway-0:99999"));
  }

  private static void assertRefused(
      String named, String cluster, String host, int port, List<String> members) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new MembershipConfig(cluster, host, port, members));
    var message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(named), message);
  }
}
