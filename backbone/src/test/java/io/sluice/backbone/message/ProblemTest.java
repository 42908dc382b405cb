package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProblemTest {

  private static final Problem PROBLEM =
      Problem.named("sold-out", "The item is sold out", 409, "No cheese is left.");

  @Test
  void itIsWrittenAsTheStandardHasIt() {
    var payload = PROBLEM.with("pointer", "#/item").with("errors", List.of(1)).toPayload();

    assertEquals("application/problem+json", payload.contentType());
    assertEquals(
        "{\"type\":\"/problems/sold-out\",\"title\":\"The item is sold out\",\"status\":409,"
            + "\"detail\":\"No cheese is left.\",\"errors\":[1],\"pointer\":\"#/item\"}",
        payload.data().toString());
  }

  @Test
  void anAbsentDetailIsLeftOut() {
    var problem = new Problem("about:blank", "Not Found", 404, null, Map.of());

    assertEquals(
        new JsonObject("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}"),
        problem.toBuffer().toJsonObject());
  }

  @Test
  void aStatusThatIsNoErrorIsRefused() {
    for (int status : List.of(200, 399, 600)) {
      assertThrows(
          IllegalArgumentException.class, () -> Problem.named("n", "t", status, "d"), "" + status);
    }
  }

  @Test
  void anExtensionCannotReplaceWhatTheStandardDefines() {
    for (String name : List.of("type", "title", "status", "detail")) {
      assertThrows(IllegalArgumentException.class, () -> PROBLEM.with(name, 200), name);
    }
  }
}
