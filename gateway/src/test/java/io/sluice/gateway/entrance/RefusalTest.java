package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class RefusalTest {

  private final Worker worker;
  private final Client client;

  RefusalTest(Parts parts) {
    this.worker = parts.worker();
    this.client = new Client(parts.port());
  }

  @Test
  void anUnknownPathIsNotFound() {
    var answer = client.get("/elsewhere");

    Problems.check(answer, 404, "not-found");
    assertEquals(Optional.empty(), answer.headers().firstValue("sluice-invocation"));
  }

  @Test
  void anotherMethodIsNotAllowedAndTheAllowedAreListed() {
    var answer = client.send("PATCH", "/calls/1", BodyPublishers.noBody());

    Problems.check(answer, 405, "method-not-allowed");
    assertEquals(Optional.of("DELETE, GET, POST"), answer.headers().firstValue("allow"));
  }

  @Test
  void whoRefusesJsonGetsAProblemAllTheSame() {
    Problems.check(client.get("/calls/1", "accept", "image/png"), 406, "not-acceptable");
    assertEquals(200, client.get("/calls/1", "accept", "image/png, */*;q=0.1").statusCode());
  }

  @Test
  void anotherMediaTypeIsUnsupported() {
    var answer =
        client.send(
            "POST", "/calls/1", BodyPublishers.ofString("<a/>"), "content-type", "text/xml");

    var problem = Problems.require(answer, 415, "unsupported-media-type");

    assertEquals("header.content-type", error(problem).getString("parameter"));
  }

  @Test
  void aBodyThatIsNoJsonIsMalformed() {
    for (String body : List.of("{", "{} {}", "NaN", "{'a':1}", "[1,]")) {
      var problem = Problems.require(client.post("/calls/1", body), 400, "malformed-request");

      assertEquals("#", error(problem).getString("pointer"), body);
    }
  }

  @Test
  void aBodyAgainstTheSchemaIsToldWhere() {
    String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{}")));

    var answer = client.post("/calls/" + name, "{\"quantity\":0}");

    var problem = Problems.require(answer, 422, "validation-failed");
    assertEquals("#/quantity", error(problem).getString("pointer"));
    assertFalse(error(problem).getString("detail").isBlank());
    assertTrue(worker.received(name).isEmpty(), "nothing reached the worker");
    assertNoInvocation(answer);
  }

  @Test
  void aParameterAgainstItsSchemaIsNamed() {
    var query = Problems.require(client.get("/calls/1?limit=11"), 422, "validation-failed");
    var unknown = Problems.require(client.get("/calls/1?color=red"), 422, "validation-failed");
    var header =
        Problems.require(client.get("/calls/1", "X-Shelf", "long"), 422, "validation-failed");

    assertEquals("query.limit", error(query).getString("parameter"));
    assertEquals("query.color", error(unknown).getString("parameter"));
    assertEquals("header.X-Shelf", error(header).getString("parameter"));
  }

  @Test
  void allFaultsAreToldTogether() {
    var problem =
        Problems.require(
            client.post("/calls/1", "{\"quantity\":0,\"text\":1}"), 422, "validation-failed");

    assertEquals(2, problem.getJsonArray("errors").size());
    assertEquals("2 things are wrong.", problem.getString("detail"));
  }

  @Test
  void aBodyWhereNoneIsTakenIsMalformed() {
    var answer = client.send("GET", "/calls/1", BodyPublishers.ofString("{}"));

    Problems.check(answer, 400, "malformed-request");
  }

  private static void assertNoInvocation(HttpResponse<String> answer) {
    assertEquals(Optional.empty(), answer.headers().firstValue("sluice-invocation"));
  }

  private static JsonObject error(JsonObject problem) {
    return problem.getJsonArray("errors").getJsonObject(0);
  }
}
