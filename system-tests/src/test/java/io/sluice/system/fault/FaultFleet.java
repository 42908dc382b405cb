package io.sluice.system.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Caller;
import io.sluice.system.Repository;
import io.sluice.system.TemporaryFolder;
import io.sluice.system.fault.worker.FaultWorker;
import io.sluice.system.process.JavaCommand;
import io.sluice.system.process.RunningNode;
import io.sluice.system.proxy.FaultProxy;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * A broker, three workers and two gateways, each a process that can be struck and come back where
 * it was. {@code worker-2} reaches Kafka through a {@link FaultProxy}; {@code worker-3} is on the
 * {@link Island}, where there is one.
 */
final class FaultFleet implements AutoCloseable {

  static final List<String> WORKERS = List.of("worker-1", "worker-2", "worker-3");
  static final List<String> GATEWAYS = List.of("gateway-1", "gateway-2");

  private final TemporaryFolder folder = TemporaryFolder.create("sluice-faults");
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, RunningNode> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> starts = new LinkedHashMap<>();
  private final Places places;
  private final Optional<Island> island;
  private final Optional<Sabotage> sabotage;
  private final FaultProxy kafkaLink;

  private FaultFleet(Optional<Island> island, Optional<Sabotage> sabotage) throws Exception {
    this.island = island;
    this.sabotage = sabotage;
    String host = island.map(Island::outside).orElse("127.0.0.1");
    this.places = Places.choose(host, island.map(Island::inside).orElse(host));
    this.kafkaLink =
        Caller.await(
            FaultProxy.start(
                vertx,
                places.proxy(),
                SocketAddress.inetSocketAddress(places.proxied(), "127.0.0.1")));
  }

  /** Starts all and waits until they are ready. */
  static FaultFleet start(Optional<Island> island) throws Exception {
    return start(new FaultFleet(island, Optional.empty()));
  }

  /** The same with a protection switched off. */
  static FaultFleet startWithout(Sabotage sabotage) throws Exception {
    return start(new FaultFleet(Optional.empty(), Optional.of(sabotage)));
  }

  private static FaultFleet start(FaultFleet fleet) throws Exception {
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

  /** The link between {@code worker-2} and Kafka. */
  FaultProxy kafkaLink() {
    return kafkaLink;
  }

  Optional<Island> island() {
    return island;
  }

  String bootstrapServers() {
    return places.kafka();
  }

  List<String> gatewayUrls() {
    return GATEWAYS.stream().map(places::http).toList();
  }

  /** Where each worker's starts are written; it stays the same over the worker's own restarts. */
  Path effects(String worker) {
    return folder.path().resolve(worker + ".effects");
  }

  Path logs() {
    return folder.path();
  }

  /** Starts a process again that has ended, at the same place, and waits until it is ready. */
  void startAgain(String name) throws Exception {
    launch(name);
    var unused = node(name).awaitReady();
  }

  /** SIGTERM, its end, and the same node again. */
  void restart(String name) throws Exception {
    node(name).terminate();
    assertEquals(0, node(name).exitCode(), () -> name + " after SIGTERM");
    startAgain(name);
  }

  /** Leaves neither a process nor a file. */
  @Override
  public void close() throws IOException, TimeoutException {
    nodes.values().forEach(RunningNode::close);
    Caller.await(kafkaLink.close());
    Caller.await(vertx.close());
    if (island.isPresent()) {
      island.get().close();
    }
    folder.close();
  }

  private void startAll() throws Exception {
    copyWorker();
    if (sabotage.isPresent()) {
      sabotage.get().compile(folder.path().resolve("sabotage"));
    }
    writeSettings();
    startAgain("kafka");
    applyTopics();
    // The first founds the cluster that the others find.
    startAgain("worker-1");
    for (String name : List.of("worker-2", "worker-3", "gateway-1", "gateway-2")) {
      launch(name);
    }
    for (RunningNode node : List.copyOf(nodes.values())) {
      var unused = node.awaitReady();
    }
  }

  private void launch(String name) throws IOException {
    List<String> command =
        switch (name) {
          case "kafka" -> broker();
          case "gateway-1", "gateway-2" -> JavaCommand.gateway("--config", file("gateway.yaml"));
          case "worker-3" -> island.map(one -> one.command(worker())).orElseGet(this::worker);
          default -> worker();
        };
    int start = starts.merge(name, 1, Integer::sum);
    String run = start == 1 ? name : name + "." + start;
    nodes.put(name, RunningNode.start(run, prepared(command), environment(name), folder.path()));
  }

  private List<String> prepared(List<String> command) {
    List<String> other = JavaCommand.soonUp(command);
    int at = other.indexOf("-cp");
    if (sabotage.isPresent()) {
      Path first = folder.path().resolve("sabotage");
      other.set(at + 1, first + File.pathSeparator + other.get(at + 1));
    }
    return other;
  }

  private List<String> worker() {
    try {
      return JavaCommand.workerWith(
          folder.path().resolve("services"), "--config", file("worker.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> broker() throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(folder.path().resolve("kafka").toString());
    arguments.addAll(places.listeners());
    return JavaCommand.ofTests(BrokerMain.class, arguments.toArray(String[]::new));
  }

  private Map<String, String> environment(String name) {
    if (name.equals("kafka")) {
      return Map.of();
    }
    Map<String, String> environment = new LinkedHashMap<>(places.environment(name));
    if (WORKERS.contains(name)) {
      environment.put(FaultWorker.EFFECTS, effects(name).toString());
    }
    return environment;
  }

  /** A folder of its own for the class path, with nothing else of these tests. */
  private void copyWorker() throws IOException, URISyntaxException {
    String inside = FaultWorker.class.getPackageName().replace('.', '/');
    URI classes = FaultWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path to = Files.createDirectories(folder.path().resolve("services").resolve(inside));
    try (var files = Files.newDirectoryStream(Path.of(classes).resolve(inside))) {
      for (Path file : files) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private void writeSettings() throws IOException {
    Path contract = Repository.root().resolve("system-tests/src/test/resources/contracts");
    write(
        "gateway.yaml", "gateway: {contract: \"%s\"}\n".formatted(contract.resolve("faults.yaml")));
    write("worker.yaml", "verticles: [%s]\n".formatted(FaultWorker.class.getName()));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.path().resolve(name), text);
  }

  private String file(String name) {
    return folder.path().resolve(name).toString();
  }

  private void applyTopics() throws IOException, InterruptedException {
    var command = JavaCommand.topics("apply", "--config", file("gateway.yaml"));
    try (var topics =
        RunningNode.start("topics", command, environment("gateway-1"), folder.path())) {
      assertEquals(0, topics.exitCode(), () -> "topics apply, see " + folder.path());
    }
  }
}
