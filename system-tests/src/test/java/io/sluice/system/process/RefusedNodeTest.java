package io.sluice.system.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node that cannot run says to the operator, and how it ends. */
final class RefusedNodeTest {

  private final TemporaryFolder folder;

  RefusedNodeTest() throws IOException {
    folder = TemporaryFolder.create("sluice-refused");
  }

  @AfterEach
  void deleteFolder() throws IOException {
    folder.close();
  }

  @Test
  void everyWrongSettingIsToldAtOnce() throws Exception {
    String config = file("http:\n  port: 99999\n  prot: 1\nmanagement: {check-timeout: 5}\n");
    try (var node = run(JavaCommand.gateway("--config", config), Map.of("SLUICE_HTTP", "x"))) {
      assertEquals(2, node.exitCode());
      assertEquals(
          List.of(
              "sluice: SLUICE_HTTP in the environment is no key that this node knows",
              "sluice: node.yaml:2 http.port is \"99999\"; allowed: a whole number from 0 to 65535",
              "sluice: node.yaml:3 http.prot is no key that this node knows; did you mean"
                  + " http.port?",
              "sluice: node.yaml:4 management.check-timeout is \"5\"; allowed: a duration with its"
                  + " unit (ms, s, m, h) from 1ms to 1m",
              "sluice: gateway.contract is not set; set it in the file or as"
                  + " SLUICE_GATEWAY_CONTRACT to the path of a file or folder"),
          node.errors());
    }
  }

  @Test
  void whatNoSingleKeyShowsIsToldInTheSameWay() throws Exception {
    String config =
        file(
            """
            gateway: {contract: c.yaml}
            cluster: {members: [here]}
            kafka:
              bootstrap-servers: 127.0.0.1:9092
              security: {client.id: mine}
            """);
    try (var node = run(JavaCommand.gateway("--config", config), Map.of())) {
      assertEquals(2, node.exitCode());
      assertEquals(
          List.of(
              "sluice: cluster.members must be host:port each, not 'here'",
              "sluice: kafka.security has client.id; it takes security.…, sasl.… and ssl.…"),
          node.errors());
    }
  }

  @Test
  void aCommandLineThatIsWrongIsAWrongSetting() throws Exception {
    try (var node = run(JavaCommand.gateway("--confg", "x"), Map.of())) {
      assertEquals(2, node.exitCode());
      assertEquals(1, node.errors().size(), node.errors()::toString);
      assertTrue(node.errors().getFirst().contains("--confg"), node.errors()::toString);
    }
  }

  @Test
  void whatHoldsIsShownWithoutThePassword() throws Exception {
    String config = file("verticles: [a.B]\ndatabases:\n  a: {user: u, password: hunter2}\n");
    try (var node = run(JavaCommand.worker("--config", config, "--print-config"), Map.of())) {
      assertEquals(0, node.exitCode(), node.errors()::toString);
      String shown = String.join("\n", node.output());
      assertTrue(shown.contains("databases.a.password: (hidden)  # node.yaml:3"), shown);
      assertTrue(shown.contains("databases.a.user: \"u\"  # node.yaml:3"), shown);
      assertFalse((shown + node.errors()).contains("hunter2"), shown);
    }
  }

  @Test
  void aPortForBothIsAWrongSetting() throws Exception {
    String config = file("gateway: {contract: c.yaml}\nhttp: {port: 9090}\n");
    try (var node = run(JavaCommand.gateway("--config", config), Map.of())) {
      assertEquals(2, node.exitCode());
      assertEquals(
          List.of("sluice: http.port and management.port are both 9090; they must differ"),
          node.errors());
    }
  }

  @Test
  void aWorkerThatRunsNothingIsAWrongSetting() throws Exception {
    try (var node = run(JavaCommand.worker("--config", file("verticles: []\n")), Map.of())) {
      assertEquals(2, node.exitCode());
      assertEquals(
          List.of("sluice: verticles is empty; it names one class or more"), node.errors());
    }
  }

  @Test
  void aDatabaseOfNoServiceIsSaidInOneLine() throws Exception {
    String config =
        file(
            """
            verticles: [io.sluice.shipping.order.OrderWorker]
            databases: {shipping.ordr: {host: db}}
            management: {port: 0}
            """);
    try (var node = run(JavaCommand.worker("--config", config), Map.of())) {
      assertFailsToStart(
          node,
          "sluice: databases.shipping.ordr is no service's database; the services here are"
              + " shipping.order");
    }
  }

  @Test
  void aVerticleThatIsNotThereIsSaidInOneLine() throws Exception {
    String config = file("verticles: [no.such.Worker]\nmanagement: {port: 0}\n");
    try (var node = run(JavaCommand.worker("--config", config), Map.of())) {
      assertFailsToStart(
          node, "sluice: verticles has no.such.Worker, which is not on the class path");
    }
  }

  @Test
  void aContractThatIsNotThereIsSaidInOneLine() throws Exception {
    String config = file("gateway: {contract: /no/such.yaml}\nmanagement: {port: 0}\n");
    try (var node = run(JavaCommand.gateway("--config", config), Map.of())) {
      assertFailsToStart(
          node,
          "sluice: gateway.contract is /no/such.yaml, which cannot be read:"
              + " java.nio.file.NoSuchFileException: /no/such.yaml");
    }
  }

  @Test
  void topicsWithoutKafkaAreAWrongSetting() throws Exception {
    String config = file("gateway: {contract: /no/such.yaml}\n");
    try (var node = run(JavaCommand.topics("apply", "--config", config), Map.of())) {
      assertEquals(2, node.exitCode());
      assertEquals(List.of("sluice: kafka.bootstrap-servers is not set"), node.errors());
    }
  }

  @Test
  void topicsOfAContractThatIsNotThereAreSaidInOneLine() throws Exception {
    String config =
        file("gateway: {contract: /no/such.yaml}\nkafka: {bootstrap-servers: '127.0.0.1:1'}\n");
    try (var node = run(JavaCommand.topics("apply", "--config", config), Map.of())) {
      assertFailsToStart(node, "sluice: the file /no/such.yaml does not exist");
    }
  }

  private static void assertFailsToStart(RunningNode node, String said) throws Exception {
    assertEquals(1, node.exitCode());
    var told = node.errors().stream().filter(line -> !line.startsWith("{")).toList();
    assertEquals(List.of(said), told);
    assertFalse(String.join("", node.errors()).contains("stackTrace"), node.errors()::toString);
    assertEquals(List.of(), node.output());
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.path().resolve("node.yaml"), text).toString();
  }

  private RunningNode run(List<String> command, Map<String, String> environment)
      throws IOException {
    return RunningNode.start("node", command, environment, folder.path());
  }
}
