package io.sluice.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.gateway.entrance.Client;
import io.sluice.gateway.entrance.Parts;
import io.sluice.gateway.entrance.PartsExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PartsExtension.class)
final class GatewayStartTest {

  private final Parts parts;

  GatewayStartTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void aTakenPortIsNamedAndNothingIsLeftRunning() throws IOException, TimeoutException {
    Set<String> before = deployed();
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String message = failure(Parts.config(taken.getLocalPort()));

      assertTrue(message.contains("127.0.0.1:" + taken.getLocalPort()), message);
      assertEquals(before, deployed());
    }
  }

  @Test
  void theSamePortCanBeTakenOnceItIsFree() throws IOException, TimeoutException {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      assertTrue(failure(Parts.config(port)).contains(Integer.toString(port)));
    }

    Gateway gateway = parts.startGateway(Parts.config(port)).await(20, SECONDS);

    assertEquals(port, gateway.port());
    assertEquals(200, new Client(port).get("/openapi.json").statusCode());
    gateway.stop().await(20, SECONDS);
  }

  @Test
  void aContractsFaultsAreInTheMessage(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("faulty.yaml"),
            """
            openapi: 3.1.0
            info: { title: Faulty, version: '1' }
            paths:
              /a:
                get:
                  operationId: a
                  x-sluice: { service: UPPER, transport: pigeon }
                  responses: { '200': { description: a } }
            """);

    String message = failure(Parts.config(0, file));

    assertTrue(message.contains("faulty.yaml has 2 fault(s)"), message);
    assertTrue(message.contains("UPPER") && message.contains("pigeon"), message);
  }

  @Test
  void aContractThatIsNotThereIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("missing.yaml");

    String message = failure(Parts.config(0, file));

    assertTrue(message.contains(file.toString()), message);
    assertTrue(message.contains("contract"), message);
  }

  @Test
  void anOperationOverKafkaNeedsKafkaConfigured() {
    Set<String> before = deployed();

    String message = failure(Parts.config(0, Parts.contract("orders.yaml")));

    assertTrue(message.contains("operations over kafka"), message);
    assertTrue(message.contains("kafka.bootstrap-servers is not set"), message);
    assertEquals(before, deployed());
  }

  private Set<String> deployed() {
    return Set.copyOf(parts.gatewayNode().vertx().deploymentIDs());
  }

  private String failure(GatewayConfig config) {
    var failure =
        assertThrows(
            Exception.class,
            () -> {
              Gateway started = parts.startGateway(config).await(20, SECONDS);
              throw new UncheckedIOException("port " + started.port(), new IOException("started"));
            });
    return String.valueOf(failure.getMessage());
  }
}
