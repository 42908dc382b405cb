package io.sluice.cluster.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cluster.telemetry.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class AdminGuardTest {

  /** SHA-256 of "operator". */
  private static final String HASH =
      "06e55b633481f7bb072957eabcf110c972e86691c3cfedabe088024bffe42f23";

  private final Metrics metrics = Metrics.create();

  @AfterEach
  void closeMetrics() {
    metrics.close();
  }

  @Test
  void theTokenLetsPass(Vertx vertx) throws Exception {
    var client = client(vertx, Optional.of(HASH));

    var answer = client.get("/admin/here", "bearer operator");

    assertEquals(200, answer.status());
    assertEquals("passed", answer.body());
  }

  @Test
  void anyOtherTokenOrNoneIsRefused(Vertx vertx) throws Exception {
    var client = client(vertx, Optional.of(HASH));

    for (String given : new String[] {"", "Bearer ", "Bearer Operator", "Basic operator", HASH}) {
      var answer = client.get("/admin/here", given);

      assertEquals(401, answer.status(), given);
      assertEquals("Bearer realm=\"sluice-admin\"", answer.header("www-authenticate"));
      assertEquals("application/problem+json", answer.header("content-type"));
    }
    assertEquals(401, client.get("/admin/here").status());
    assertEquals(401, client.get("/admin/nowhere").status());
  }

  @Test
  void withoutAHashNobodyPasses(Vertx vertx) throws Exception {
    var client = client(vertx, Optional.empty());

    var answer = client.get("/admin/here", "Bearer operator");

    assertEquals(403, answer.status());
    assertEquals(
        "Admin calls are off: management.admin-token-hash is not set.",
        new JsonObject(answer.body()).getString("detail"));
  }

  @Test
  void probesAndMetricsAskForNoToken(Vertx vertx) throws Exception {
    var client = client(vertx, Optional.of(HASH));

    var answer = client.get("/metrics");

    assertEquals(200, answer.status());
    assertTrue(answer.body().contains("jvm_memory_used_bytes"));
  }

  private ManagementClient client(Vertx vertx, Optional<String> hash) throws Exception {
    var config = new ManagementConfig(ManagementConfig.LOOPBACK, 0, Duration.ofSeconds(1), hash);
    var client = ManagementClient.of(vertx, config, new Lifecycle(), metrics);
    client
        .server()
        .admin()
        .get("/here")
        .handler(
            call -> {
              var unused = call.end("passed");
            });
    return client;
  }
}
