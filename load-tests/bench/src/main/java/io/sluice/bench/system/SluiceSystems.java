package io.sluice.bench.system;

import io.sluice.bench.load.Endpoint;
import io.sluice.bench.system.SystemSpec.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sluice itself, by the settings that a user would write. */
final class SluiceSystems {

  static final Map<String, String> TITLES = titles();

  private static final String KAFKA = "kafka";
  static final String BEFORE = "kafka-before";
  private static final String ENTRY = "entry";
  private static final String DURABLE = "entry-durable";
  private static final String ASYNC = "entry-async";
  private static final String ECHO = "load-tests/echo";
  private static final String RUNTIME = "workers/runtime";

  private final Path home;
  private final @Nullable Path before;
  private final Path folder;
  private final String bootstrapServers;
  private final @Nullable Database database;
  private final JavaCommand java;

  /**
   * Nothing is written yet.
   *
   * @param before another checkout, built; or null
   * @param folder for settings and contracts
   */
  SluiceSystems(
      Path home,
      @Nullable Path before,
      Path folder,
      String bootstrapServers,
      @Nullable Database database) {
    this.home = home;
    this.before = before;
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
    this.database = database;
    this.java = new JavaCommand(home);
  }

  /** Writes what the system needs; its topics are made here, too. */
  SystemSpec of(String id, Path logs) throws IOException, InterruptedException {
    return switch (id) {
      case KAFKA ->
          overKafka(new Settings(KAFKA, contract(KAFKA, "kafka", 1), true, null), java, logs);
      case BEFORE -> byTheOtherCheckout(logs);
      case ENTRY, DURABLE, ASYNC -> withLedger(id, logs);
      case "bus" ->
          pair("bus", new Settings("bus", contract("bus", "event-bus", 1), false, null), java);
      case "one" -> inOneProcess();
      case "ops10" -> withOperations(id, 10);
      case "ops1000" -> withOperations(id, 1_000);
      default -> throw new IllegalArgumentException("no Sluice system " + id);
    };
  }

  static boolean isTransactional(String id) {
    return List.of(ENTRY, DURABLE, ASYNC).contains(id);
  }

  static String ledger(String id) {
    return id + "-ledger";
  }

  /** The operation is this checkout's: only the gateway and the workers' runtime differ. */
  private SystemSpec byTheOtherCheckout(Path logs) throws IOException, InterruptedException {
    var other = new JavaCommand(Objects.requireNonNull(before, "a checkout for " + BEFORE));
    String text = Files.readString(contract(BEFORE, "kafka", 1));
    Path contract =
        write(BEFORE + ".openapi.yaml", text.replace("service: echo", "service: " + BEFORE));
    return overKafka(new Settings(BEFORE, contract, true, null), other, logs);
  }

  private SystemSpec withLedger(String id, Path logs) throws IOException, InterruptedException {
    var there = Objects.requireNonNull(database, "a database for " + id);
    return overKafka(new Settings(id, entryContract(id), true, there), java, logs);
  }

  /** The same operation of a service of its own, durable or not. */
  private Path entryContract(String id) throws IOException {
    String text =
        Files.readString(home.resolve(ECHO).resolve("contract/openapi.yaml"))
            .replace("service: echo", "service: " + id);
    if (!id.equals(ENTRY)) {
      text =
          text.replace("timeout: 10s", "timeout: 10s, durable: true, idempotency: optional")
              .replace(
                  "      responses:\n",
                  "      responses:\n        \"202\": { description: Taken. }\n");
    }
    return write(id + ".openapi.yaml", text);
  }

  private SystemSpec overKafka(Settings settings, JavaCommand built, Path logs)
      throws IOException, InterruptedException {
    Path gateway = settings.gateway();
    List<String> apply =
        built.of(
            "gateway",
            "io.sluice.gateway.TopicsMain",
            List.of("apply", "--config", gateway.toString()));
    try (var topics = MeasuredProcess.start(settings.id + "-topics", apply, logs)) {
      topics.awaitSuccess();
    }
    return pair(settings.id, settings, built);
  }

  private SystemSpec withOperations(String id, int operations) throws IOException {
    return pair(id, new Settings(id, contract(id, "event-bus", operations), false, null), java);
  }

  private SystemSpec inOneProcess() throws IOException {
    var settings = new Settings("one", contract("one", "event-bus", 1), false, null);
    List<String> command =
        java.of(ECHO, "io.sluice.echo.OneProcess", List.of("--config", settings.both().toString()));
    return spec("one", List.of(new ProcessSpec("gateway", command)), settings);
  }

  private SystemSpec pair(String id, Settings settings, JavaCommand built) throws IOException {
    List<String> worker =
        built.with(
            RUNTIME,
            java.jars(ECHO),
            "io.sluice.workers.WorkerMain",
            List.of("--config", settings.worker().toString()));
    if (isTransactional(id) || id.equals(BEFORE)) {
      worker.add(1, "-Dsluice.echo.service=" + id);
    }
    List<String> gateway =
        built.of(
            "gateway",
            "io.sluice.gateway.GatewayMain",
            List.of("--config", settings.gateway().toString()));
    return spec(
        id,
        List.of(new ProcessSpec("worker", worker), new ProcessSpec("gateway", gateway)),
        settings);
  }

  private static SystemSpec spec(String id, List<ProcessSpec> processes, Settings settings) {
    return new SystemSpec(
        id,
        Objects.requireNonNull(TITLES.get(id)),
        processes,
        new Endpoint(settings.target(), id.equals(ASYNC)),
        settings.database == null ? null : settings.database.access(ledger(id)));
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put(KAFKA, "Sluice over Kafka");
    titles.put(BEFORE, "the same, by the other checkout");
    titles.put("bus", "Sluice over the clustered event bus");
    titles.put("one", "Sluice, gateway and worker in one process");
    titles.put("ops10", "Sluice over the event bus, 10 operations in the contract");
    titles.put("ops1000", "Sluice over the event bus, 1,000 operations in the contract");
    titles.put(ENTRY, "Sluice over Kafka, each call a transaction, not durable");
    titles.put(DURABLE, "the same, durable; callers wait");
    titles.put(ASYNC, "the same, durable; 202 at once, counted when completed");
    return Collections.unmodifiableMap(titles);
  }

  /** The same operation over the one transport or the other, beside others that nobody calls. */
  private Path contract(String id, String transport, int operations) throws IOException {
    String text =
        Files.readString(home.resolve(ECHO).resolve("contract/openapi.yaml"))
            .replace("transport: kafka", "transport: " + transport);
    var others = new StringBuilder("paths:\n");
    for (int i = 1; i < operations; i++) {
      others.append(other(i, transport));
    }
    return write(id + ".openapi.yaml", text.replace("paths:\n", others));
  }

  private static String other(int number, String transport) {
    return """
      /area%d/things%d/{thing}:
        get:
          operationId: getThing%d
          x-sluice: { service: echo, transport: %s }
          parameters: [{ name: thing, in: path, required: true, schema: { type: string } }]
          responses: { "200": { description: A thing. } }
    """
        .formatted(number % 30, number, number, transport);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** The settings files of one system, on ports of its own. */
  private final class Settings {
    private final String id;
    private final Path contract;
    private final boolean withKafka;
    private final @Nullable Database database;
    private final int http = Ports.free();
    private final int clusterOfWorker = Ports.free();

    Settings(String id, Path contract, boolean withKafka, @Nullable Database database)
        throws IOException {
      this.id = id;
      this.contract = contract;
      this.withKafka = withKafka;
      this.database = database;
    }

    URI target() {
      return URI.create("http://127.0.0.1:" + http + "/echo");
    }

    Path gateway() throws IOException {
      List<String> lines = new ArrayList<>(common());
      lines.addAll(ofGateway());
      lines.add(
          "cluster: {name: bench-" + id + ", members: [\"127.0.0.1:" + clusterOfWorker + "\"]}");
      return write(id + ".gateway.yaml", String.join("\n", lines) + "\n");
    }

    Path worker() throws IOException {
      List<String> lines = new ArrayList<>(common());
      lines.addAll(ofWorker());
      return write(id + ".worker.yaml", String.join("\n", lines) + "\n");
    }

    Path both() throws IOException {
      List<String> lines = new ArrayList<>(common());
      lines.addAll(ofGateway());
      lines.addAll(ofWorker());
      return write(id + ".yaml", String.join("\n", lines) + "\n");
    }

    private List<String> ofGateway() {
      List<String> lines =
          new ArrayList<>(
              List.of("gateway: {contract: \"" + contract + "\"}", "http: {port: " + http + "}"));
      if (database != null) {
        lines.add("ledger: " + access(database.access(ledger(id))));
      }
      return lines;
    }

    private List<String> ofWorker() {
      List<String> lines = new ArrayList<>();
      lines.add(
          "verticles: [io.sluice.echo.%s]"
              .formatted(database == null ? "EchoWorker" : "EntryWorker"));
      lines.add("cluster: {name: bench-" + id + ", port: " + clusterOfWorker + "}");
      if (database != null) {
        lines.add("databases:\n  " + id + ": " + access(database.access(id)));
      }
      return lines;
    }

    private static String access(Database.Access access) {
      return "{host: 127.0.0.1, port: %d, database: %s, user: %s, password: \"%s\"}"
          .formatted(access.port(), access.user(), access.user(), access.password());
    }

    private List<String> common() {
      List<String> lines = new ArrayList<>(List.of("management: {port: 0}"));
      if (withKafka) {
        lines.add("kafka: {bootstrap-servers: \"" + bootstrapServers + "\"}");
      }
      return lines;
    }
  }
}
