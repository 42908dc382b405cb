package io.sluice.system.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.cluster.node.NodeProcess;
import io.sluice.cluster.node.NodeStarter;
import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.gateway.GatewayMain;
import io.sluice.system.Repository;
import io.sluice.workers.WorkerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OperatingGuideTest {

  private static final Path DOCS = Repository.root().resolve("docs");

  @Test
  void theTableOfKeysIsTheCodes() throws IOException {
    Map<String, List<Key<?>>> byProcess = new LinkedHashMap<>();
    byProcess.put("gateway", NodeProcess.keys(new GatewayMain()));
    byProcess.put("worker", NodeProcess.keys(new WorkerMain()));

    var written = KeyTable.in(Files.readAllLines(DOCS.resolve("operating.md")));

    assertEquals(String.join("\n", KeyTable.of(byProcess)), String.join("\n", written));
  }

  @Test
  void theExamplesAreTaken() throws Exception {
    assertTaken(
        "gateway.yaml", new GatewayMain(), Map.of("SLUICE_LEDGER_PASSWORD", "not in the file"));
    assertTaken("worker.yaml", new WorkerMain(), Map.of());
  }

  @Test
  void everyCommandThatADocumentNamesIsKnownToTheLauncher() throws Exception {
    var usage = LauncherUsage.read();
    List<String> unknown = new ArrayList<>();
    for (String document : List.of("README.md", "docs/operating.md")) {
      var named = LauncherUsage.named(Files.readString(Repository.root().resolve(document)));
      assertFalse(named.isEmpty(), document);
      named.stream()
          .filter(command -> !usage.knows(command))
          .map(command -> document + ": ./sluice " + command)
          .forEach(unknown::add);
    }

    assertEquals(List.of(), unknown);
  }

  @Test
  void anUnknownCommandIsFound() throws Exception {
    var usage = LauncherUsage.read();

    assertEquals(
        List.of("topics drop", "fly"),
        LauncherUsage.named("`./sluice topics drop`, ./sluice fly --high, `./sluice dev --help`")
            .stream()
            .filter(command -> !usage.knows(command))
            .toList());
  }

  /** What is secret is in the environment. */
  private static void assertTaken(
      String example, NodeStarter starter, Map<String, String> environment) throws Exception {
    var settings =
        Settings.read(
            DOCS.resolve("examples").resolve(example), environment, NodeProcess.keys(starter));
    settings.require(List.of(starter::check));
  }
}
