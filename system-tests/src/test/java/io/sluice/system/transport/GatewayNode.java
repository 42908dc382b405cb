package io.sluice.system.transport;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.cluster.management.Lifecycle;
import io.sluice.cluster.membership.Membership;
import io.sluice.gateway.Drain;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.GatewayConfig;
import io.sluice.gateway.contract.Transport;
import io.sluice.gateway.http.HttpConfig;
import io.sluice.system.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/** A clustered node with one gateway for each transport. */
final class GatewayNode implements AutoCloseable {

  private final Map<Transport, Running> running = new EnumMap<>(Transport.class);
  private final Membership membership;

  private GatewayNode(Membership membership) {
    this.membership = membership;
  }

  private record Running(Gateway gateway, SimpleMeterRegistry meters) {}

  /** Opens both gateways; their contracts are written into {@code folder}. */
  static GatewayNode start(Membership membership, KafkaConfig kafka, Path folder)
      throws IOException, TimeoutException {
    var node = new GatewayNode(membership);
    try {
      for (Transport transport : Transport.values()) {
        node.open(transport, kafka, folder);
      }
      return node;
    } catch (IOException | TimeoutException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  String url(Transport transport, String path) {
    return "http://127.0.0.1:" + of(transport).gateway().port() + path;
  }

  /** How many replies found nobody who waits. */
  long unmatchedReplies(Transport transport) {
    FunctionCounter counter =
        of(transport)
            .meters()
            .get("sluice.replies.dropped")
            .tag("reason", "nobody-waits")
            .tag("transport", transport.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .functionCounter();
    return (long) counter.count();
  }

  @Override
  public void close() throws TimeoutException {
    for (Running one : running.values()) {
      Caller.await(one.gateway().stop());
    }
    Caller.await(membership.leave());
  }

  private void open(Transport transport, KafkaConfig kafka, Path folder)
      throws IOException, TimeoutException {
    String name =
        switch (transport) {
          case KAFKA -> "kafka";
          case EVENT_BUS -> "event-bus";
        };
    Path contract = folder.resolve(name + ".yaml");
    Files.writeString(contract, template().replace("TRANSPORT", name));
    HttpConfig http = HttpConfig.at("127.0.0.1", freePort());
    var config =
        switch (transport) {
          case KAFKA -> GatewayConfig.of(http, contract, kafka);
          case EVENT_BUS -> GatewayConfig.of(http, contract, null);
        };
    var meters = new SimpleMeterRegistry();
    var patient = config.with(Drain.within(Duration.ofMinutes(1)));
    Gateway gateway =
        Caller.await(
            Gateway.start(membership, patient, new Lifecycle(), meters, InstantSource.system()));
    running.put(transport, new Running(gateway, meters));
  }

  /** Of a gateway with port 0 there may be one on each Vert.x: a second would share its server. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Running of(Transport transport) {
    return Objects.requireNonNull(running.get(transport));
  }

  private static String template() throws IOException {
    try (var stream = GatewayNode.class.getResourceAsStream("/contracts/probe.yaml")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
