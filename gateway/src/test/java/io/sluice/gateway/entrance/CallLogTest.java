package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator finds in the log of a call that failed. */
@ExtendWith(PartsExtension.class)
final class CallLogTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final Worker worker;
  private final Client client;

  CallLogTest(Parts parts) {
    this.worker = parts.worker();
    this.client = new Client(parts.port());
  }

  @Test
  void theLinesOfBothSidesNameTheTraceAndTheInvocation() {
    String name = worker.answersLater(command -> Future.failedFuture("broken on purpose"));
    try (LogLines log = LogLines.open()) {
      var answer = client.get("/calls/" + name, "traceparent", parent());

      Problems.check(answer, 504, "outcome-unknown");
      String invocation = answer.headers().firstValue("sluice-invocation").orElse("none");
      List<String> lines = log.with("command not answered");
      assertEquals(2, lines.size(), lines::toString);
      for (String line : lines) {
        assertEquals(TRACE, detail(line, "trace"), line);
        assertEquals(invocation, detail(line, "invocation"), line);
        assertEquals("show", detail(line, "operation"), line);
      }
    }
  }

  @Test
  void whatAClientSentCanNeitherForgeALineNorReachTheTerminal() {
    String hostile = "\r\n{\"level\":\"INFO\"}\u001b[31m\u009b31m\u2028\u202e";
    String name =
        worker.answersLater(
            command ->
                Future.failedFuture(command.payload().data().toJsonObject().getString("text")));
    try (LogLines log = LogLines.open()) {
      String body = new JsonObject().put("text", hostile).encode();

      assertEquals(504, client.post("/calls/" + name, body, "traceparent", parent()).statusCode());

      List<String> lines = log.with("command not answered");
      assertEquals(2, lines.size(), lines::toString);
      for (String line : lines) {
        String json = line.substring(0, line.length() - 1);
        assertFalse(json.chars().anyMatch(Character::isISOControl), line);
        assertFalse(json.contains("\u2028") || json.contains("\u202e"), line);
        assertEquals(TRACE, detail(line, "trace"), line);
      }
      assertEquals(1, log.with("009B31m").size(), "the worker's line has the cause");
    }
  }

  @Test
  void aPathThatLogsCouldNotShowIsRefusedAndNotLogged() {
    try (LogLines log = LogLines.open()) {
      var answer = client.get("/calls/a%0d%0a%1b%5b31mb");

      Problems.check(answer, 400, "malformed-request");
      assertEquals(List.of(), log.with("31m"));
    }
  }

  private static String parent() {
    return "00-" + TRACE + "-b7ad6b7169203331-01";
  }

  private static String detail(String line, String key) {
    return new JsonObject(line)
        .getJsonArray("kvpList").stream()
            .map(JsonObject.class::cast)
            .filter(pair -> pair.containsKey(key))
            .map(pair -> pair.getString(key))
            .findFirst()
            .orElse("none");
  }
}
