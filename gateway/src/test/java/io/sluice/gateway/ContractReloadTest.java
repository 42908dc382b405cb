package io.sluice.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.gateway.entrance.Await;
import io.sluice.gateway.entrance.Client;
import io.sluice.gateway.entrance.LogLines;
import io.sluice.gateway.entrance.Parts;
import io.sluice.gateway.entrance.PartsExtension;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PartsExtension.class)
final class ContractReloadTest {

  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: { title: Reloaded, version: '1' }
      paths:
        %s/{case}:
          get:
            operationId: show
            x-sluice: { service: test.calls, transport: event-bus, timeout: 5s }
            parameters: [{ name: case, in: path, required: true, schema: { type: string } }]
            responses: { '200': { description: Shown. } }
      """;

  private final Path folder;
  private final Path file;
  private final Gateway gateway;
  private final Client client;

  ContractReloadTest(Parts parts, @TempDir Path folder) throws IOException, TimeoutException {
    this.folder = folder;
    this.file = folder.resolve("contract.yaml");
    Files.writeString(file, CONTRACT.formatted("/first"));
    this.gateway = parts.startGateway(Parts.config(0, file)).await(20, SECONDS);
    this.client = new Client(gateway.port());
  }

  @BeforeEach
  void aWorkerAnswers() {
    Await.until("a worker is known", () -> client.get("/first/any").statusCode() == 200);
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.stop().await(20, SECONDS);
  }

  @Test
  void aChangedContractIsServedWithoutARestart() throws IOException {
    String before = version(client.get("/openapi.json"));

    change(CONTRACT.formatted("/second"));
    Await.until("the new path is served", () -> client.get("/second/any").statusCode() == 200);

    HttpResponse<String> document = client.get("/openapi.json");
    assertEquals(404, client.get("/first/any").statusCode());
    assertTrue(document.body().contains("/second"), document.body());
    assertNotEquals(before, version(document));
    assertEquals(version(document), version(client.get("/second/any")));
  }

  @Test
  void aFaultyContractIsRefusedAndTheOneBeforeGoesOnUntilItIsMended() throws IOException {
    String before = version(client.get("/openapi.json"));

    change(CONTRACT.formatted("/second").replace("event-bus", "pigeon"));
    change(CONTRACT.formatted("/third"));
    Await.until("the mended one is served", () -> client.get("/third/any").statusCode() == 200);
    try (LogLines log = LogLines.open()) {
      change("paths: [");
      Await.until(
          "the broken one is refused",
          () -> {
            assertEquals(200, client.get("/third/any").statusCode());
            return !log.with("contract refused; the one before goes on").isEmpty();
          });
      assertTrue(log.with("contract.yaml:").size() == 1, "with its faults");
    }

    assertEquals(200, client.get("/third/any").statusCode());
    assertNotEquals(before, version(client.get("/third/any")));
  }

  @Test
  void noCallIsLostWhileContractsChange() throws IOException {
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      change(CONTRACT.formatted("/first") + "# round " + round + "\n");
      String before = version(client.get("/openapi.json"));
      Await.until(
          "the next contract is served",
          () -> {
            calls.add(client.getAsync("/first/any"));
            return !version(client.get("/openapi.json")).equals(before);
          });
      change(CONTRACT.formatted("/first").replace("show", "9") + round);
    }

    List<Integer> failed =
        calls.stream()
            .map(call -> call.join().statusCode())
            .filter(status -> status != 200)
            .toList();
    assertEquals(List.of(), failed);
    assertFalse(calls.isEmpty());
  }

  private void change(String contract) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), contract);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String version(HttpResponse<String> answer) {
    return answer.headers().firstValue("Sluice-Contract").orElseThrow();
  }
}
