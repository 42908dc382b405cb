package io.sluice.workers.processing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.vertx.core.json.JsonObject;

/** What a caller sees of a reply that is a problem. */
final class ProblemReplies {

  private ProblemReplies() {}

  static void assertFailed(Reply reply) {
    assertProblem(500, "/problems/worker-failed", reply);
    String text = reply.payload().data().toString();
    assertFalse(
        text.contains("secret") || text.contains("Exception") || text.contains(".java"), text);
  }

  static void assertProblem(int status, String type, Reply reply) {
    assertEquals(status, reply.status());
    assertTrue(reply.isProblem());
    assertEquals(Payload.PROBLEM_JSON, reply.payload().contentType());
    assertEquals(type, problem(reply).getString("type"));
    assertEquals(status, problem(reply).getInteger("status"));
  }

  static JsonObject problem(Reply reply) {
    return reply.payload().data().toJsonObject();
  }
}
