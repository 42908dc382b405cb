package io.sluice.system.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Repository;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The programs that Sluice is measured beside: the build does not know them, so this test does. */
final class PeersTest {

  private static final Path PEERS = Repository.root().resolve("load-tests/peers");
  private static final Pattern VERSION =
      Pattern.compile("<([a-z0-9-]+)\\.version>(.+)</\\1\\.version>");

  @Test
  void theFloorsStandOnTheVersionsOfTheProduct() throws IOException {
    var product = versions(Repository.root().resolve("pom.xml"));
    var peers = versions(PEERS.resolve("pom.xml"));
    peers.remove("spring-boot");

    product.keySet().retainAll(peers.keySet());

    assertEquals(product, peers);
    assertTrue(peers.containsKey("vertx"), "Vert.x is among them");
  }

  @Test
  void everyListedProcessIsAProgramThatExists() throws IOException {
    var peers = new JsonObject(Files.readString(PEERS.resolve("peers.json")));
    var systems = peers.getJsonArray("systems").copy().addAll(peers.getJsonArray("workers"));

    assertFalse(peers.getJsonArray("systems").isEmpty());
    assertFalse(peers.getJsonArray("workers").isEmpty());
    for (int i = 0; i < systems.size(); i++) {
      var processes = systems.getJsonObject(i).getJsonArray("processes");
      assertFalse(processes.isEmpty());
      for (int j = 0; j < processes.size(); j++) {
        var source = source(processes.getJsonObject(j));
        assertTrue(Files.exists(source), source.toString());
      }
    }
  }

  private static Path source(JsonObject process) {
    return PEERS
        .resolve(process.getString("module"))
        .resolve("src/main/java")
        .resolve(process.getString("main").replace('.', '/') + ".java");
  }

  private static Map<String, String> versions(Path pom) throws IOException {
    var versions = new TreeMap<String, String>();
    VERSION
        .matcher(Files.readString(pom))
        .results()
        .forEach(version -> versions.put(version.group(1), version.group(2)));
    return versions;
  }
}
