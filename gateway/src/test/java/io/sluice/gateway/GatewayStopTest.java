package io.sluice.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Reply;
import io.sluice.gateway.entrance.Await;
import io.sluice.gateway.entrance.Client;
import io.sluice.gateway.entrance.ErrorLog;
import io.sluice.gateway.entrance.LogLines;
import io.sluice.gateway.entrance.Parts;
import io.sluice.gateway.entrance.PartsExtension;
import io.sluice.gateway.entrance.Problems;
import io.sluice.gateway.entrance.RawConnection;
import io.sluice.gateway.entrance.Worker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PartsExtension.class)
final class GatewayStopTest {

  private static final String BODY_TO_COME = "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  private static final String HALF_SENT =
      " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n".concat(BODY_TO_COME);

  private final Parts parts;
  private final Worker worker;

  GatewayStopTest(Parts parts) {
    this.parts = parts;
    this.worker = parts.worker();
  }

  @Test
  void callsUnderWayGetTheirAnswerAndNoNewConnectionIsTaken() throws Exception {
    Promise<Reply> reply = Promise.promise();
    String name = worker.answersLater(command -> reply.future());
    Gateway gateway = start();
    try (ErrorLog log = ErrorLog.open();
        var connection = new RawConnection(gateway.port())) {
      connection.send("GET /calls/" + name + " HTTP/1.1\r\nHost: a\r\n\r\n");
      Await.until("the command is with the worker", () -> !worker.received(name).isEmpty());

      var stopped = gateway.stop();
      Await.until("the port is closed", () -> isClosed(gateway.port()));
      assertFalse(stopped.isComplete(), "it waits for the call");
      reply.complete(Worker.reply(worker.received(name).getFirst(), null, Worker.json("{}")));

      var answer = connection.read();
      assertEquals(200, answer.status());
      assertEquals(Optional.of("close"), answer.header("connection"));
      stopped.await(10, SECONDS);
      assertEquals(List.of(), log.errors());
    }
  }

  @Test
  void aRequestThatIsHalfSentWhenTheStopBeginsIsAnswered() throws Exception {
    Gateway gateway = start();
    try (var connection = new RawConnection(gateway.port())) {
      String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{}")));
      connection.send(
          "POST /calls/"
              + name
              + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertEquals(100, connection.readHead().status());

      var stopped = gateway.stop();
      Await.until("the port is closed", () -> isClosed(gateway.port()));
      connection.send("{}");

      assertEquals(201, connection.read().status());
      stopped.await(10, SECONDS);
    }
  }

  @Test
  void aBodyThatIsStillToComeLeavesTheWorkerItsWholeTime(@TempDir Path folder) throws Exception {
    String contract =
        """
        openapi: 3.1.0
        info: { title: Hurry, version: '1' }
        paths:
          /hurries/{case}:
            parameters:
              - { name: case, in: path, required: true, schema: { type: string } }
            post:
              operationId: hurry
              x-sluice: { service: test.calls, transport: event-bus, timeout: 400ms }
              requestBody: { content: { application/json: { schema: { type: object } } } }
              responses: { '200': { description: In time. } }
        """;
    Path file = Files.writeString(folder.resolve("hurry.yaml"), contract);
    Gateway gateway = parts.startGateway(Parts.config(Parts.freePort(), file)).await(20, SECONDS);
    Client client = new Client(gateway.port());
    Await.until("it knows the worker", () -> client.post("/hurries/1", "{}").statusCode() == 200);
    String name = worker.answersLater(command -> Promise.<Reply>promise().future());
    try (var connection = new RawConnection(gateway.port())) {
      connection.send("POST /hurries/" + name + HALF_SENT);
      assertEquals(100, connection.readHead().status());

      var stopped = gateway.stop();
      Await.until("the port is closed", () -> isClosed(gateway.port()));
      connection.send("{}");

      Problems.check(connection.read(), 504, "reply-timeout");
      stopped.await(10, SECONDS);
    }
  }

  @Test
  void anIdleConnectionDoesNotHoldUpTheStop() throws Exception {
    Gateway gateway = start();
    try (var connection = new RawConnection(gateway.port())) {
      connection.send("GET /calls/1 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, connection.read().status());

      gateway.stop().await(3, SECONDS);
    }
  }

  @Test
  void aKeptConnectionIsToldWithItsNextAnswerThatItEnds() throws Exception {
    Gateway gateway = start();
    try (var connection = new RawConnection(gateway.port())) {
      var stopped = gateway.stop();

      boolean isLast = false;
      while (!isLast) {
        connection.send("GET /calls/1 HTTP/1.1\r\nHost: a\r\n\r\n");
        var answer = connection.read();
        assertEquals(200, answer.status());
        isLast = answer.header("connection").equals(Optional.of("close"));
      }
      stopped.await(10, SECONDS);
    }
  }

  @Test
  void aClientThatUsesUpItsOpenConnectionsOneAfterTheOtherLosesNoCall() throws Exception {
    String name =
        worker.answersLater(
            command ->
                Future.fromCompletionStage(
                    CompletableFuture.supplyAsync(
                        () -> Worker.reply(command, 200, Worker.json("{}")),
                        CompletableFuture.delayedExecutor(150, MILLISECONDS))));
    Gateway gateway = start();
    List<RawConnection> connections = connect(gateway, 8);
    try {
      var stopped = gateway.stop();
      Await.until("the port is closed", () -> isClosed(gateway.port()));

      for (RawConnection connection : connections) {
        connection.send("GET /calls/" + name + " HTTP/1.1\r\nHost: a\r\n\r\n");
        var answer = connection.read();
        assertEquals(200, answer.status());
        assertEquals(Optional.of("close"), answer.header("connection"));
      }
      stopped.await(10, SECONDS);
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  void whatTakesLongerThanTheDrainIsCutShortAndTheLogSaysSo() throws Exception {
    var config = Parts.config(Parts.freePort()).with(Drain.cuttingAfter(Duration.ofMillis(300)));
    Gateway gateway = parts.startGateway(config).await(20, SECONDS);
    Client client = new Client(gateway.port());
    Await.until("it knows the worker", () -> client.get("/calls/warm-up").statusCode() == 200);
    String name = worker.answersLater(command -> Promise.<Reply>promise().future());
    try (LogLines log = LogLines.open();
        var connection = new RawConnection(gateway.port())) {
      connection.send("GET /calls/" + name + " HTTP/1.1\r\nHost: a\r\n\r\n");
      Await.until("the command is with the worker", () -> !worker.received(name).isEmpty());

      gateway.stop().await(10, SECONDS);

      assertEquals(1, log.with("calls under way were cut short by the stop").size());
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void aStopThatIsAskedForTwiceIsOne() throws TimeoutException {
    Gateway gateway = start();

    gateway.stop().await(10, SECONDS);
    gateway.stop().await(10, SECONDS);

    assertThrows(IOException.class, () -> new RawConnection(gateway.port()).close());
  }

  private Gateway start() throws TimeoutException {
    Gateway gateway = parts.startGateway(Parts.config(Parts.freePort())).await(20, SECONDS);
    Client client = new Client(gateway.port());
    Await.until("it knows the worker", () -> client.get("/calls/warm-up").statusCode() == 200);
    return gateway;
  }

  private static List<RawConnection> connect(Gateway gateway, int number) throws Exception {
    List<RawConnection> connections = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      var connection = new RawConnection(gateway.port());
      connection.send("GET /calls/1 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, connection.read().status());
      connections.add(connection);
    }
    return connections;
  }

  private static boolean isClosed(int port) {
    try {
      new RawConnection(port).close();
      return false;
    } catch (IOException refused) {
      return true;
    }
  }
}
