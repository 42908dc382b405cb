package io.sluice.gateway.entrance;

import static io.sluice.gateway.entrance.Worker.json;
import static io.sluice.gateway.entrance.Worker.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Payload;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class ReplyTest {

  private final Worker worker;
  private final Client client;

  ReplyTest(Parts parts) {
    this.worker = parts.worker();
    this.client = new Client(parts.port());
  }

  @Test
  void aReplyWithoutAStatusHasTheContractsFirst2xx() {
    String name = worker.answers(command -> reply(command, null, json("{\"a\":1}")));

    var answer = client.post("/calls/" + name, "{}");

    assertEquals(201, answer.statusCode());
    assertEquals(Optional.of("application/json"), answer.headers().firstValue("content-type"));
    assertEquals("{\"a\":1}", answer.body());
  }

  @Test
  void aReplysOwnStatusWins() {
    String name = worker.answers(command -> reply(command, 200, json("{}")));

    assertEquals(200, client.post("/calls/" + name, "{}").statusCode());
  }

  @Test
  void aStatusThatTheContractDoesNotListLeavesWithoutAnyOfTheWorkersHeaders() {
    var headers = Map.of("location", "/calls/7", "x-count", "3");
    String result = worker.answers(command -> reply(command, 203, with(headers)));
    String problem =
        worker.answers(
            command ->
                Worker.reply(
                    command,
                    418,
                    new Payload(Payload.PROBLEM_JSON, headers, Buffer.buffer("{\"status\":418}"))));

    for (var answer : List.of(client.get("/calls/" + result), client.get("/calls/" + problem))) {
      assertEquals(answer.uri().getPath().endsWith(result) ? 203 : 418, answer.statusCode());
      assertEquals(Optional.empty(), answer.headers().firstValue("location"));
      assertEquals(Optional.empty(), answer.headers().firstValue("x-count"));
      assertTrue(answer.headers().firstValue("sluice-invocation").isPresent());
    }
  }

  @Test
  void aWorkersOwnBusyIsNeverTheGatewaysBusy() {
    for (int status : List.of(429, 503)) {
      String name = worker.answers(command -> reply(command, status, json("{}")));

      Problems.check(client.get("/calls/" + name), 502, "worker-unavailable");
    }
  }

  @Test
  void theReplysBytesAreTheAnswersBytes() {
    String text = "{ \"n\": 1.10000000000000000000000001,\n \"s\": \"ä€😀\" }";
    String name = worker.answers(command -> reply(command, null, json(text)));

    assertEquals(text, client.get("/calls/" + name).body());
  }

  @Test
  void onlyHeadersThatTheContractListsForTheStatusLeave() {
    var headers = Map.of("location", "/calls/7", "x-count", "3", "x-secret", "s", "etag", "\"1\"");
    String name = worker.answers(command -> reply(command, 409, with(headers)));

    var answer = client.post("/calls/" + name, "{}");

    assertEquals(409, answer.statusCode());
    assertEquals(Optional.of("/calls/7"), answer.headers().firstValue("location"));
    assertEquals(Optional.empty(), answer.headers().firstValue("x-count"));
    assertEquals(Optional.empty(), answer.headers().firstValue("x-secret"));
    assertEquals(Optional.empty(), answer.headers().firstValue("etag"));
  }

  @Test
  void aHeadersValueCannotSplitTheAnswer() {
    var headers = Map.of("location", "/a\r\nSet-Cookie: evil=1\r\n\r\n<html>", "x-count", "1\n2");
    String name = worker.answers(command -> reply(command, 201, with(headers)));

    var answer = client.post("/calls/" + name, "{}");

    assertEquals(201, answer.statusCode());
    assertEquals("{}", answer.body());
    assertEquals(Optional.empty(), answer.headers().firstValue("set-cookie"));
    assertEquals(Optional.empty(), answer.headers().firstValue("location"));
    assertEquals(Optional.empty(), answer.headers().firstValue("x-count"));
  }

  @Test
  void aContentTypeThatIsNoHeaderIsAnUnreadableReply() {
    var payload = new Payload("text/html\r\nSet-Cookie: evil=1", Map.of(), Buffer.buffer("x"));
    String name = worker.answers(command -> reply(command, 200, payload));

    var answer = client.get("/calls/" + name);

    Problems.check(answer, 502, "unreadable-reply");
    assertEquals(Optional.empty(), answer.headers().firstValue("set-cookie"));
  }

  @Test
  void anAnswerWithoutContentHasNoBodyAndItsHeaders() {
    var headers = Map.of("x-count", "0");
    String name = worker.answers(command -> reply(command, null, with(headers)));

    var answer = client.send("DELETE", "/calls/" + name, BodyPublishers.noBody());

    assertEquals(204, answer.statusCode());
    assertEquals("", answer.body());
    assertEquals(Optional.empty(), answer.headers().firstValue("content-type"));
    assertEquals(Optional.empty(), answer.headers().firstValue("content-length"));
    assertEquals(Optional.of("0"), answer.headers().firstValue("x-count"));
  }

  @Test
  void everyReplysAnswerNamesItsInvocationAndSaysWhereTheTimeWent() {
    String name = worker.answers(command -> reply(command, null, json("{}")));

    var answer = client.get("/calls/" + name);

    var command = worker.received(name).getFirst();
    assertEquals(
        Optional.of(command.invocation().toString()),
        answer.headers().firstValue("sluice-invocation"));
    String timing = answer.headers().firstValue("server-timing").orElse("none");
    assertTrue(timing.matches("queue;dur=\\d+, work;dur=\\d+, return;dur=\\d+"), timing);
  }

  private static Payload with(Map<String, String> headers) {
    return new Payload(Payload.JSON, headers, Buffer.buffer("{}"));
  }
}
