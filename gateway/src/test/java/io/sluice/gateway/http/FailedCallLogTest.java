package io.sluice.gateway.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.gateway.auth.AuthConfig;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.call.CallOutcome;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.entrance.Client;
import io.sluice.gateway.entrance.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault of ours, behind the entrance: a dispatcher never fails, but this one does. */
final class FailedCallLogTest {

  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: { title: Broken, version: '1' }
      paths:
        /broken:
          get:
            operationId: broken
            x-sluice: { service: s, transport: event-bus }
            responses: { '200': { description: never } }
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Client client;

  FailedCallLogTest(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("broken.yaml"), CONTRACT);
    var served = new ServedContract(Contract.load(file), Map.of("broken", new Broken()));
    var routes =
        new HttpRoutes(
            vertx,
            HttpConfig.at("127.0.0.1", 0),
            "n",
            () -> served,
            new AuthConfig(Map.of()).authenticator(),
            Optional.empty(),
            InstantSource.system());
    HttpServer server =
        vertx
            .createHttpServer(routes.options())
            .requestHandler(routes)
            .listen(0, "127.0.0.1")
            .await(20, SECONDS);
    client = new Client(server.actualPort());
  }

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void theLogAndTheAnswerNameTheSameCall() {
    try (LogLines log = LogLines.open()) {
      var answer = client.get("/broken");

      assertEquals(500, answer.statusCode());
      List<String> lines = log.with("call failed");
      assertEquals(1, lines.size(), lines::toString);
      JsonArray details = new JsonObject(lines.getFirst()).getJsonArray("kvpList");
      String parent = answer.headers().firstValue("traceparent").orElseThrow();
      assertEquals(
          new JsonArray()
              .add(new JsonObject().put("trace", parent.substring(3, 35)))
              .add(
                  new JsonObject()
                      .put(
                          "invocation",
                          answer.headers().firstValue("sluice-invocation").orElseThrow())),
          details);
    }
  }

  /** Breaks the promise that a dispatcher never fails. */
  private static final class Broken implements CallDispatcher {
    @Override
    public Future<CallOutcome> dispatch(Call call) {
      return Future.failedFuture(new IllegalStateException("a bug"));
    }

    @Override
    public void cancel(Call call) {
      // Its calls have ended by then.
    }
  }
}
