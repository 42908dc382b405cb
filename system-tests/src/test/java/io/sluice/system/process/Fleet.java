package io.sluice.system.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.TemporaryFolder;
import io.sluice.workers.WorkerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka, PostgreSQL, three workers and two gateways, each a process, from start to end. */
final class Fleet {

  static final String COMMANDS = "shipping.order.commands";

  /** Of the admin calls. */
  static final String TOKEN = "fleet-operator";

  private final TemporaryFolder folder = TemporaryFolder.create("sluice-fleet");
  private final Map<String, RunningNode> nodes = new LinkedHashMap<>();
  private final Map<String, Duration> readyAfter = new LinkedHashMap<>();
  private final Map<String, String> common = new LinkedHashMap<>();
  private final ChangingContract contract;
  private final RunningNode parts;
  private String password = "";
  private String ledgerPassword = "";

  private Fleet() throws IOException {
    common.put("SLUICE_CLUSTER_NAME", "fleet-" + ProcessHandle.current().pid());
    contract = ChangingContract.in(folder.path());
    Path data = folder.path().resolve("data");
    parts = RunningNode.start("parts", JavaCommand.parts(data), Map.of(), folder.path());
  }

  static Fleet start() throws Exception {
    var fleet = new Fleet();
    try {
      fleet.startAll();
      return fleet;
    } catch (Exception | AssertionError e) {
      fleet.close();
      throw e;
    }
  }

  RunningNode node(String name) {
    RunningNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no " + name + " among " + nodes.keySet());
    }
    return node;
  }

  /** All gateways and workers, in the order of their start. */
  List<RunningNode> nodes() {
    return List.copyOf(nodes.values());
  }

  List<RunningNode> workers() {
    return nodes().stream().filter(node -> node.name().startsWith("worker")).toList();
  }

  Duration readyAfter(RunningNode node) {
    return readyAfter.getOrDefault(node.name(), Duration.ZERO);
  }

  ChangingContract contract() {
    return contract;
  }

  String password() {
    return password;
  }

  /** One more gateway, with settings of its own; the caller closes it. */
  RunningNode gateway(String name, Map<String, String> settings) throws IOException {
    Map<String, String> environment = ofGateway();
    environment.putAll(settings);
    String config = folder.path().resolve("gateway.yaml").toString();
    return RunningNode.start(
        name, JavaCommand.gateway("--config", config), environment, folder.path());
  }

  /** What {@code ./sluice dead-letters} prints. */
  List<String> deadLetters(String action, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(action));
    all.addAll(List.of("--config", folder.path().resolve("gateway.yaml").toString()));
    all.addAll(List.of("--topic", COMMANDS));
    all.addAll(List.of(arguments));
    var command = JavaCommand.deadLetters(all.toArray(String[]::new));
    try (var node = RunningNode.start("dead-letters", command, ofGateway(), folder.path())) {
      int code = node.exitCode();
      var errors = node.errors();
      assertEquals(0, code, errors::toString);
      return node.output();
    }
  }

  /** Puts bytes that are no command into the topic of the orders' commands. */
  void poison(String key, String value) throws Exception {
    var settings =
        Map.<String, Object>of("bootstrap.servers", String.valueOf(parts.ready().get("kafka")));
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(COMMANDS, key, value)).get(30, TimeUnit.SECONDS);
    }
  }

  /** A worker that reads the orders' events; the caller closes it. */
  RunningNode reader() throws IOException {
    Map<String, String> told = parts.ready();
    write(
        "reader.yaml",
        """
        verticles: [%s]
        cluster: {name: "reader-%d"}
        kafka: {bootstrap-servers: "%s"}
        databases:
          reader: {host: %s, port: %s, database: %s, user: %s}
        management: {port: 0}
        """
            .formatted(
                OrderReader.class.getName(),
                ProcessHandle.current().pid(),
                told.get("kafka"),
                told.get("host"),
                told.get("port"),
                told.get("database"),
                told.get("user")));
    String config = folder.path().resolve("reader.yaml").toString();
    return RunningNode.start(
        "reader",
        JavaCommand.ofTests(WorkerMain.class, "--config", config),
        Map.of("SLUICE_DATABASES_READER_PASSWORD", password),
        folder.path());
  }

  /** Leaves neither a process nor a file. */
  void close() throws IOException, InterruptedException {
    nodes.values().forEach(RunningNode::close);
    parts.endInput();
    try {
      assertEquals(0, parts.exitCode());
    } finally {
      parts.close();
      folder.close();
    }
  }

  private void startAll() throws Exception {
    var measured = parts.awaitReady();
    readyAfter.put(parts.name(), measured);
    writeSettings(parts.ready());
    applyTopics();
    // The first founds the cluster that the others are told of.
    startWorker("worker-1");
    awaitReady(node("worker-1"));
    common.put("SLUICE_CLUSTER_MEMBERS", node("worker-1").address("cluster"));
    startWorker("worker-2");
    startWorker("worker-3");
    for (String name : List.of("gateway-1", "gateway-2")) {
      nodes.put(name, gateway(name, Map.of()));
    }
    for (RunningNode node : nodes()) {
      awaitReady(node);
    }
  }

  private void awaitReady(RunningNode node) throws Exception {
    Duration after = node.awaitReady();
    readyAfter.putIfAbsent(node.name(), after);
  }

  /** The password is no part of a file: it comes by the environment, as it should. */
  private void writeSettings(Map<String, String> told) throws IOException {
    password = String.valueOf(told.get("password"));
    ledgerPassword = String.valueOf(told.get("ledger-password"));
    write(
        "gateway.yaml",
        """
        gateway: {contract: "%s"}
        kafka: {bootstrap-servers: "%s"}
        http: {port: 0}
        management: {port: 0, admin-token-hash: %s}
        topics: {streams: [shipping.order.events]}
        ledger: {host: %s, port: %s, database: %s, user: %s}
        """
            .formatted(
                contract.file(),
                told.get("kafka"),
                sha256(TOKEN),
                told.get("host"),
                told.get("port"),
                told.get("ledger-database"),
                told.get("ledger-user")));
    write(
        "worker.yaml",
        """
        verticles: [io.sluice.shipping.order.OrderWorker]
        kafka: {bootstrap-servers: "%s"}
        databases:
          shipping.order: {host: %s, port: %s, database: %s, user: %s}
        management: {port: 0}
        """
            .formatted(
                told.get("kafka"),
                told.get("host"),
                told.get("port"),
                told.get("database"),
                told.get("user")));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private Map<String, String> ofGateway() {
    Map<String, String> environment = new LinkedHashMap<>(common);
    environment.put("SLUICE_LEDGER_PASSWORD", ledgerPassword);
    return environment;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.path().resolve(name), text);
  }

  private void applyTopics() throws IOException, InterruptedException {
    String config = folder.path().resolve("gateway.yaml").toString();
    var command = JavaCommand.topics("apply", "--config", config);
    try (var topics = RunningNode.start("topics", command, ofGateway(), folder.path())) {
      int code = topics.exitCode();
      var errors = topics.errors();
      assertEquals(0, code, () -> "topics apply: " + errors);
      assertEquals(7, topics.output().size(), topics.output()::toString);
    }
  }

  private void startWorker(String name) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>(common);
    environment.put("SLUICE_DATABASES_SHIPPING_ORDER_PASSWORD", password);
    String config = folder.path().resolve("worker.yaml").toString();
    nodes.put(
        name,
        RunningNode.start(
            name, JavaCommand.worker("--config", config), environment, folder.path()));
  }
}
