package io.sluice.system.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Eventually;
import io.sluice.system.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that loses most others, who did not say goodbye. */
final class CutOffTest {

  private static final Duration STABLE_LIMIT = Duration.ofMinutes(1);

  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: Bus, version: "1"}
      paths:
        /things:
          get:
            operationId: listThings
            x-sluice: {service: things, transport: event-bus}
            responses: {"200": {description: All things.}}
      """;

  private final List<RunningNode> nodes = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final TemporaryFolder folder;

  CutOffTest() throws IOException {
    folder = TemporaryFolder.create("sluice-cut-off");
    settings.put("SLUICE_CLUSTER_NAME", "cut-off-" + ProcessHandle.current().pid());
    settings.put("SLUICE_CLUSTER_MINORITY_LIMIT", "1s");
    settings.put("SLUICE_HTTP_PORT", "0");
    settings.put("SLUICE_MANAGEMENT_PORT", "0");
  }

  @AfterEach
  void endAll() throws IOException {
    nodes.forEach(RunningNode::close);
    folder.close();
  }

  @Test
  void itEndsAfterItsLimitToBeStartedAnew() throws Exception {
    var left = start("left");
    var unused = left.awaitReady();
    settings.put("SLUICE_CLUSTER_MEMBERS", left.address("cluster"));
    var second = start("second");
    var third = start("third");
    Eventually.holds(
        "three members are seen as stable",
        STABLE_LIMIT,
        () -> left.errors().stream().anyMatch(CutOffTest::isStableViewOfThree));

    second.signal("KILL");
    third.signal("KILL");

    assertEquals(3, left.exitCode());
  }

  private static boolean isStableViewOfThree(String line) {
    return line.contains("stable view of the cluster") && line.contains("\"members\":\"3\"");
  }

  private RunningNode start(String name) throws IOException {
    Path config = folder.path().resolve("gateway.yaml");
    Path contract = folder.path().resolve("contract.yaml");
    Files.writeString(contract, CONTRACT);
    Files.writeString(config, "gateway: {contract: \"" + contract + "\"}\n");
    var node =
        RunningNode.start(
            name, JavaCommand.gateway("--config", config.toString()), settings, folder.path());
    nodes.add(node);
    return node;
  }
}
