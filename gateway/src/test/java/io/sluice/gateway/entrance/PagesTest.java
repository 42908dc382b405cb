package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class PagesTest {

  private final Client client;

  PagesTest(Parts parts) {
    this.client = new Client(parts.port());
  }

  @Test
  void theContractIsServedWithoutWhatStandsBehindIt() {
    var answer = client.get("/openapi.json");

    assertEquals(200, answer.statusCode());
    assertEquals(Optional.of("application/json"), answer.headers().firstValue("content-type"));
    assertFalse(answer.body().contains("x-sluice"));
    assertFalse(answer.body().contains("test.calls"));
    assertTrue(new JsonObject(answer.body()).getJsonObject("paths").containsKey("/calls/{case}"));
  }

  @Test
  void aProblemsTypeLeadsToItsPage() {
    String type = new JsonObject(client.get("/elsewhere").body()).getString("type");

    var page = client.get(type);

    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("<h1>Not found</h1>"), page.body());
    assertTrue(page.body().contains("status 404"), page.body());
  }

  @Test
  void anUnknownTypeHasNoPage() {
    Problems.check(client.get("/problems/unheard-of"), 404, "not-found");
    Problems.check(client.get("/problems/NOT_FOUND"), 404, "not-found");
    Problems.check(client.get("/problems/"), 404, "not-found");
  }

  @Test
  void pagesAreOnlyRead() {
    for (String path : List.of("/openapi.json", "/problems/not-found")) {
      for (String method : List.of("POST", "PUT", "DELETE", "TRACE", "OPTIONS", "get")) {
        var answer = client.send(method, path, BodyPublishers.noBody());

        Problems.check(answer, 405, "method-not-allowed");
        assertEquals(Optional.of("GET, HEAD"), answer.headers().firstValue("allow"), path);
      }
      assertEquals(200, client.send("HEAD", path, BodyPublishers.noBody()).statusCode(), path);
    }
  }
}
