package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Reply;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class ConnectionTest {

  private final Parts parts;
  private final Worker worker;

  ConnectionTest(Parts parts) {
    this.parts = parts;
    this.worker = parts.worker();
  }

  @Test
  void aRefusedRequestWhoseBodyWasReadLeavesTheConnectionOpen() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      for (String path : List.of("/calls/1", "/elsewhere", "/openapi.json")) {
        connection.send("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
        assertTrue(List.of(404, 405, 415).contains(connection.read().status()), path);
      }

      assertEquals(200, connection.ask(get("1")).status());
    }
  }

  @Test
  void theRestOfABodyThatNobodyWantsIsNotAwaitedForEver() throws IOException {
    for (String line : List.of("POST /elsewhere", "PUT /calls/1", "GET /openapi.json")) {
      try (var connection = new RawConnection(parts.port())) {
        connection.send(line + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        connection.drip("1\r\nx\r\n");
        assertTrue(List.of(200, 404, 405).contains(connection.read().status()), line);

        assertTrue(connection.isEnded(), line);
      }
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
    Promise<Reply> first = Promise.promise();
    String slow = worker.answersLater(command -> first.future());
    String quick = worker.answers(command -> Worker.reply(command, null, Worker.json("{\"n\":2}")));
    try (var connection = new RawConnection(parts.port())) {
      connection.send(get(slow) + "GET /elsewhere HTTP/1.1\r\nHost: a\r\n\r\n" + get(quick));
      Await.until("the first is with the worker", () -> !worker.received(slow).isEmpty());
      first.complete(
          Worker.reply(worker.received(slow).getFirst(), null, Worker.json("{\"n\":1}")));

      assertEquals("{\"n\":1}", connection.read().body());
      assertEquals(404, connection.read().status());
      assertEquals("{\"n\":2}", connection.read().body());
    }
  }

  @Test
  void aClientThatLeavesWhileItWaitsIsNoError() throws IOException {
    Promise<Reply> reply = Promise.promise();
    String name = worker.answersLater(command -> reply.future());
    try (ErrorLog log = ErrorLog.open()) {
      var connection = new RawConnection(parts.port());
      connection.send(get(name));
      Await.until("the command is with the worker", () -> !worker.received(name).isEmpty());

      connection.reset();
      reply.complete(Worker.reply(worker.received(name).getFirst(), null, Worker.json("{}")));

      assertEquals(200, new Client(parts.port()).get("/calls/1").statusCode());
      assertEquals(List.of(), log.errors());
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleOfItsBodyIsNoError() throws IOException {
    try (ErrorLog log = ErrorLog.open()) {
      String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{}")));
      for (int i = 0; i < 5; i++) {
        var connection = new RawConnection(parts.port());
        connection.send(
            "POST /calls/" + name + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{");
        connection.reset();
        var half = new RawConnection(parts.port());
        half.send("POST /calls/" + name + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{");
        half.close();
      }

      assertEquals(200, new Client(parts.port()).get("/calls/1").statusCode());
      assertEquals(List.of(), worker.received(name));
      assertEquals(List.of(), log.errors());
    }
  }

  @Test
  void anHttp10ClientsConnectionEndsWithItsAnswer() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      var answer = connection.ask("GET /calls/1 HTTP/1.0\r\nHost: a\r\n\r\n");

      assertEquals(200, answer.status());
      assertTrue(connection.isEnded(), "the connection has ended");
    }
  }

  @Test
  void anAnswerToHeadHasNoBody() throws IOException {
    String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{\"n\":1}")));
    try (var connection = new RawConnection(parts.port())) {
      connection.send("HEAD /heads/" + name + " HTTP/1.1\r\nHost: a\r\n\r\n");
      var answer = connection.readHead();
      assertEquals(200, answer.status());
      assertEquals(Optional.of("application/json"), answer.header("content-type"));

      connection.send("HEAD /calls/1 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(405, connection.readHead().status());
      connection.send("HEAD /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, connection.readHead().status());

      assertEquals(200, connection.ask(get("1")).status());
    }
  }

  @Test
  void optionsAndTraceAreMethodsLikeOthers() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      for (String method : List.of("OPTIONS", "TRACE")) {
        var answer =
            connection.ask(method + " /calls/1 HTTP/1.1\r\nHost: a\r\nX-Secret: s\r\n\r\n");

        Problems.check(answer, 405, "method-not-allowed");
        assertEquals(Optional.of("DELETE, GET, POST"), answer.header("allow"));
      }
    }
  }

  private static String get(String name) {
    return "GET /calls/" + name + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
}
