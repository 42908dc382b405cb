package io.sluice.system.invocations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.EmbeddedKafka;
import io.sluice.embedded.ServiceDatabase;
import io.sluice.system.Eventually;
import io.sluice.system.Repository;
import io.sluice.system.TemporaryFolder;
import io.sluice.system.fault.FreePorts;
import io.sluice.system.process.JavaCommand;
import io.sluice.system.process.RunningNode;
import io.sluice.system.storm.AccountTable;
import io.sluice.system.storm.Accounts;
import io.sluice.workers.WorkerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Kafka, PostgreSQL, and gateways and workers as processes, which come back where they were. */
final class KilledNodes implements AutoCloseable {

  private static final List<String> GATEWAYS = List.of("gateway-1", "gateway-2");
  private static final List<String> NAMES =
      List.of("worker-1", "worker-2", "worker-3", "gateway-1", "gateway-2");

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  private final TemporaryFolder folder = TemporaryFolder.create("sluice-invocations");
  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, RunningNode> nodes = new TreeMap<>();
  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase server;
  private final ServiceDatabase accounts;
  private final ServiceDatabase ledger;
  private int starts;
  private int endedThemselves;

  private KilledNodes() throws Exception {
    List<Integer> free = FreePorts.take(NAMES.size() + GATEWAYS.size());
    for (String name : NAMES) {
      ports.put(name, free.removeLast());
    }
    for (String name : GATEWAYS) {
      ports.put(http(name), free.removeLast());
    }
    kafka = EmbeddedKafka.start(folder.path().resolve("kafka"));
    server = EmbeddedDatabase.start(folder.path().resolve("postgres"));
    accounts = server.createService(Accounts.SERVICE);
    ledger = server.createService("ledger");
  }

  /** Starts all and waits until they are ready. */
  static KilledNodes start() throws Exception {
    var nodes = new KilledNodes();
    try {
      nodes.startAll();
      return nodes;
    } catch (Exception | AssertionError e) {
      nodes.close();
      throw e;
    }
  }

  List<String> names() {
    return NAMES;
  }

  List<String> gatewayUrls() {
    return GATEWAYS.stream().map(name -> "http://127.0.0.1:" + ports.get(http(name))).toList();
  }

  AccountTable table() {
    return new AccountTable(accounts);
  }

  /** SIGKILL, and another in its place; does not wait until that is ready. */
  synchronized void replace(String name) throws IOException {
    RunningNode node = nodes.get(name);
    if (node != null) {
      var unused = node.kill();
    }
    start(name);
  }

  /**
   * What a supervisor does: who ended without being killed is started anew. A node ends itself when
   * it is cut off from most others for too long, or finds no Kafka at its start.
   */
  synchronized void startEnded() throws IOException, InterruptedException {
    for (String name : NAMES) {
      RunningNode node = nodes.get(name);
      if (node != null && !node.isAlive()) {
        endedThemselves++;
        System.out.println(node.name() + " ended itself with " + node.exitCode());
        start(name);
      }
    }
  }

  void awaitReady() throws Exception {
    Eventually.holds("all processes are up", READY_LIMIT, this::areReady);
  }

  /** How many processes had ended before anybody killed them. */
  synchronized int endedThemselves() {
    return endedThemselves;
  }

  /** What the processes wrote, for who looks for a reason. */
  void keepLogs(Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.newDirectoryStream(folder.path(), "*.{out,err}")) {
      for (Path file : files) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public void close() throws IOException {
    nodes.values().forEach(RunningNode::close);
    kafka.close();
    server.close();
    folder.close();
  }

  private void startAll() throws Exception {
    writeSettings();
    applyTopics();
    for (String name : NAMES) {
      start(name);
    }
    for (RunningNode node : nodes.values()) {
      var unused = node.awaitReady();
    }
  }

  private synchronized boolean areReady() throws IOException {
    for (RunningNode node : nodes.values()) {
      if (!node.isAlive() || node.ready().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void start(String name) throws IOException {
    starts++;
    nodes.put(
        name,
        RunningNode.start(
            name + "." + starts,
            JavaCommand.soonUp(command(name)),
            environment(name),
            folder.path()));
  }

  private List<String> command(String name) throws IOException {
    return GATEWAYS.contains(name)
        ? JavaCommand.gateway("--config", file("gateway.yaml"))
        : JavaCommand.ofTests(WorkerMain.class, "--config", file("worker.yaml"));
  }

  private Map<String, String> environment(String name) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SLUICE_CLUSTER_NAME", "invocations-" + ProcessHandle.current().pid());
    environment.put("SLUICE_CLUSTER_PORT", "" + ports.get(name));
    environment.put(
        "SLUICE_CLUSTER_MEMBERS",
        NAMES.stream().map(one -> "127.0.0.1:" + ports.get(one)).collect(Collectors.joining(",")));
    if (GATEWAYS.contains(name)) {
      environment.put("SLUICE_HTTP_PORT", "" + ports.get(http(name)));
      environment.put("SLUICE_LEDGER_PASSWORD", ledger.password());
    } else {
      environment.put("SLUICE_DATABASES_ACCOUNTS_PASSWORD", accounts.password());
    }
    return environment;
  }

  private void writeSettings() throws IOException {
    Path contracts = Repository.root().resolve("system-tests/src/test/resources/contracts");
    Files.writeString(
        Path.of(file("gateway.yaml")),
        """
        gateway: {contract: "%s"}
        kafka: {bootstrap-servers: "%s"}
        management: {port: 0}
        topics: {streams: [%s]}
        ledger: {host: %s, port: %d, database: %s, user: %s}
        auth:
          tokens:
            retailer: {tenant: acme, scopes: [entries.write], hash: %s}
            carrier: {tenant: acme, scopes: [entries.write], hash: %s}
        """
            .formatted(
                contracts.resolve("invocations.yaml"),
                kafka.bootstrapServers(),
                Accounts.STREAM,
                ledger.host(),
                ledger.port(),
                ledger.database(),
                ledger.user(),
                Principal.RETAILER.tokenHash(),
                Principal.CARRIER.tokenHash()));
    Files.writeString(
        Path.of(file("worker.yaml")),
        """
        verticles: [%s]
        kafka: {bootstrap-servers: "%s"}
        databases:
          accounts: {host: %s, port: %d, database: %s, user: %s, pool-size: 8}
        management: {port: 0}
        """
            .formatted(
                Accounts.class.getName(),
                kafka.bootstrapServers(),
                accounts.host(),
                accounts.port(),
                accounts.database(),
                accounts.user()));
  }

  private void applyTopics() throws IOException, InterruptedException {
    var command = JavaCommand.topics("apply", "--config", file("gateway.yaml"));
    var environment = Map.of("SLUICE_LEDGER_PASSWORD", ledger.password());
    try (var topics = RunningNode.start("topics", command, environment, folder.path())) {
      int code = topics.exitCode();
      var errors = topics.errors();
      assertEquals(0, code, errors::toString);
    }
  }

  private String file(String name) {
    return folder.path().resolve(name).toString();
  }

  private static String http(String gateway) {
    return gateway + "-http";
  }
}
