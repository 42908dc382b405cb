package io.sluice.system.invocation;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.cluster.database.DatabaseAccess;
import io.sluice.gateway.GatewayMain;
import io.sluice.gateway.auth.AuthConfig;
import io.sluice.system.process.JavaCommand;
import io.sluice.system.process.RunningNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A gateway in a JVM of its own, which can be killed; in a cluster of its own too. */
final class GatewayProcess implements AutoCloseable {

  private final RunningNode node;
  private final String http;

  private GatewayProcess(RunningNode node) throws Exception {
    this.node = node;
    var unused = node.awaitReady();
    this.http = node.address("http");
  }

  static GatewayProcess start(
      Path folder, Path contract, KafkaConfig kafka, DatabaseAccess ledger, AuthConfig callers)
      throws Exception {
    String name = "gateway-" + UUID.randomUUID();
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        gateway: {contract: "%s"}
        cluster: {name: "%s"}
        kafka: {bootstrap-servers: "%s"}
        ledger: {host: %s, port: %d, database: %s, user: %s}
        auth: {tokens: {%s}}
        http: {port: 0}
        management: {port: 0}
        node: {grace-time: 60s}
        """
            .formatted(
                contract,
                name,
                kafka.bootstrapServers(),
                ledger.host(),
                ledger.port(),
                ledger.database(),
                ledger.user(),
                tokens(callers)));
    return new GatewayProcess(
        RunningNode.start(
            name,
            JavaCommand.soonUp(JavaCommand.ofTests(GatewayMain.class, "--config", file.toString())),
            Map.of("SLUICE_LEDGER_PASSWORD", ledger.password()),
            folder));
  }

  String url(String path) {
    return http + path;
  }

  /** SIGKILL; it is gone when this returns. */
  void kill() {
    var unused = node.kill();
  }

  @Override
  public void close() {
    node.close();
  }

  private static String tokens(AuthConfig callers) {
    return callers.tokens().entrySet().stream()
        .map(
            one ->
                "%s: {tenant: %s, hash: %s}"
                    .formatted(one.getKey(), one.getValue().tenant(), one.getValue().hash()))
        .collect(Collectors.joining(", "));
  }
}
