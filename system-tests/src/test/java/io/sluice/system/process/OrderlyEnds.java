package io.sluice.system.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Nodes that are told to end, and how long they take. */
record OrderlyEnds(Measured measured) {

  /**
   * A node takes up to 5 s where nothing is in flight; a machine that is busy beside it, longer.
   */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  void endInTime(RunningNode node) throws Exception {
    long start = System.nanoTime();
    node.terminate();
    assertEquals(0, node.exitCode(), () -> node.name() + " after SIGTERM");
    var took = Duration.ofNanos(System.nanoTime() - start);
    measured.add(node.name() + ": SIGTERM to exit 0", took.toMillis() + " ms " + slowParts(node));
    assertTrue(took.compareTo(LIMIT) < 0, () -> node.name() + " took " + took);
  }

  /** Where the time of its stop went. */
  private static List<String> slowParts(RunningNode node) throws IOException {
    return node.errors().stream()
        .filter(line -> line.contains("\"slow to stop\""))
        .map(line -> new JsonObject(line).getJsonArray("kvpList"))
        .map(
            pairs ->
                pairs.getJsonObject(0).getString("part")
                    + " "
                    + pairs.getJsonObject(1).getString("millis"))
        .toList();
  }
}
