package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;

/** What holds for every problem that a client sees (RFC 9457). */
public final class Problems {

  private Problems() {}

  /** Requires one of our problems, of the type {@code /problems/<name>}. */
  public static void check(HttpResponse<String> answer, int status, String name) {
    JsonObject checked = require(answer, status, name);
    assertEquals(status, checked.getInteger("status"));
  }

  public static void check(RawAnswer answer, int status, String name) {
    JsonObject checked = require(answer, status, name);
    assertEquals(status, checked.getInteger("status"));
  }

  /** The problem, once it is known to be one of ours, of the type {@code /problems/<name>}. */
  public static JsonObject require(HttpResponse<String> answer, int status, String name) {
    return require(
        answer.statusCode(),
        answer.headers().firstValue("content-type").orElse("none"),
        answer.body(),
        status,
        name);
  }

  public static JsonObject require(RawAnswer answer, int status, String name) {
    return require(
        answer.status(), answer.header("content-type").orElse("none"), answer.body(), status, name);
  }

  private static JsonObject require(
      int status, String contentType, String body, int expected, String name) {
    assertEquals(expected, status, body);
    assertEquals("application/problem+json", contentType, body);
    assertFalse(body.contains("\tat ") || body.contains("Exception"), body);
    JsonObject problem = new JsonObject(body);
    assertEquals(status, problem.getInteger("status"), body);
    assertEquals("/problems/" + name, problem.getString("type"), body);
    assertFalse(problem.getString("title").isBlank(), body);
    return problem;
  }
}
