package io.sluice.system.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.backbone.kafka.KafkaTopics.Topic;
import io.sluice.cluster.management.Lifecycle;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.membership.MembershipConfig;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.EmbeddedKafka;
import io.sluice.embedded.ServiceDatabase;
import io.sluice.gateway.Drain;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.GatewayConfig;
import io.sluice.gateway.auth.AuthConfig;
import io.sluice.gateway.http.HttpConfig;
import io.sluice.gateway.invocation.LedgerConfig;
import io.sluice.system.Caller;
import io.sluice.system.TemporaryFolder;
import io.sluice.system.proxy.FaultProxy;
import io.sluice.workers.WorkerConfig;
import io.sluice.workers.WorkerNode;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Kafka, two PostgreSQL servers, workers and two gateways, started once for all tests here. */
final class Parts implements AutoCloseable {

  static final String ADA = "ada-token";
  static final String BOB = "bob-token";
  static final String EVE = "eve-token";

  private static final String CLUSTER = "invocation-test-" + ProcessHandle.current().pid();

  private final Deque<Closing> toClose = new ArrayDeque<>();
  private final DeedsWorker worker = new DeedsWorker();
  private final Client client = new Client();
  private final TemporaryFolder folder = TemporaryFolder.create("sluice-invocations");
  private final Path contract;
  private final KafkaConfig kafka;
  private final Membership first;
  private final FaultProxy ledgerLink;
  private final LedgerServer ledger;
  private final Deeds deeds;
  private final RunningGateway gateway;
  private final RunningGateway other;

  private Parts() throws Exception {
    toClose.push(folder::close);
    toClose.push(client::close);
    try {
      contract = folder.path().resolve("durable.yaml");
      try (var stream = Parts.class.getResourceAsStream("/contracts/durable.yaml")) {
        Files.write(contract, Objects.requireNonNull(stream).readAllBytes());
      }
      var broker = EmbeddedKafka.start(folder.path().resolve("kafka"));
      toClose.push(broker::close);
      kafka = KafkaConfig.of(broker.bootstrapServers());
      var server = EmbeddedDatabase.start(folder.path().resolve("postgres"));
      toClose.push(server::close);
      first = join();
      toClose.push(() -> Caller.await(first.leave()));
      createTopics();
      ledger = LedgerServer.start(first.vertx(), folder.path().resolve("ledger"));
      toClose.push(ledger::close);
      ledgerLink = ledger.openLink();
      deeds = startWorkers(server.createService(DeedsWorker.SERVICE));
      gateway = startGateway();
      toClose.push(gateway::close);
      other = startGateway();
      toClose.push(other::close);
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  static Parts start() throws Exception {
    return new Parts();
  }

  /** A gateway on a node of its own; whoever starts one more closes it. */
  RunningGateway startGateway() throws Exception {
    return startGateway(Set.of("deeds.write"));
  }

  /** The same, where Ada may do no more than this. */
  RunningGateway startGateway(Set<String> scopesOfAda) throws Exception {
    Membership node = join(MembershipConfig.LOOPBACK + ":" + first.port());
    var config =
        GatewayConfig.of(HttpConfig.at("127.0.0.1", freePort()), contract, kafka)
            .with(LedgerConfig.at(ledger.by(ledgerLink)))
            .with(callers(scopesOfAda))
            .with(Drain.cuttingAfter(Duration.ofSeconds(5)));
    var meters = new SimpleMeterRegistry();
    Gateway started =
        Caller.await(Gateway.start(node, config, new Lifecycle(), meters, InstantSource.system()));
    return new RunningGateway(node, started, meters);
  }

  Client client() {
    return client;
  }

  DeedsWorker worker() {
    return worker;
  }

  Deeds deeds() {
    return deeds;
  }

  RunningGateway gateway() {
    return gateway;
  }

  RunningGateway other() {
    return other;
  }

  KafkaConfig kafka() {
    return kafka;
  }

  Membership node() {
    return first;
  }

  /** A gateway as a process, by a link of its own; whoever starts one ends it. */
  GatewayProcess startProcess(FaultProxy link) throws Exception {
    return GatewayProcess.start(folder.path(), contract, kafka, ledger.by(link), callers(Set.of()));
  }

  /** Where the gateways' ledger is. */
  LedgerServer ledger() {
    return ledger;
  }

  /** Between the gateways and their ledger. */
  FaultProxy ledgerLink() {
    return ledgerLink;
  }

  @Override
  public void close() throws IOException, TimeoutException {
    for (Closing one : toClose) {
      one.close();
    }
  }

  private interface Closing {
    void close() throws IOException, TimeoutException;
  }

  /** A gateway that runs. */
  record RunningGateway(Membership node, Gateway gateway, MeterRegistry meters)
      implements AutoCloseable {

    String url(String path) {
      return "http://127.0.0.1:" + gateway.port() + path;
    }

    /** How many callers wait here for a change of an invocation. */
    int followers() {
      return (int) meters.get("sluice.invocations.followed").gauge().value();
    }

    @Override
    public void close() throws TimeoutException {
      Caller.await(gateway.stop());
      Caller.await(node.leave());
    }
  }

  private static AuthConfig callers(Set<String> scopesOfAda) throws Exception {
    return new AuthConfig(
        Map.of(
            "ada", token(ADA, "north", scopesOfAda),
            "bob", token(BOB, "north", Set.of()),
            "eve", token(EVE, "south", Set.of("deeds.write"))));
  }

  private static AuthConfig.Token token(String text, String tenant, Set<String> scopes)
      throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return new AuthConfig.Token(HexFormat.of().formatHex(hash), tenant, scopes);
  }

  private static Membership join(String... known) throws TimeoutException {
    return Caller.await(
        Membership.join(MembershipConfig.loopback(CLUSTER, known), new VertxOptions()));
  }

  private void createTopics() throws TimeoutException {
    short one = 1;
    Duration hour = Duration.ofHours(1);
    List<Topic> topics = new ArrayList<>(KafkaTopics.replyTopics(one));
    topics.addAll(KafkaTopics.commandTopics("deeds.commands", 4, one, hour, hour));
    topics.addAll(KafkaTopics.commandTopics("plain.commands", 2, one, hour, hour));
    topics.add(KafkaTopics.controlTopic(DeedsWorker.SERVICE, one));
    KafkaTopics admin = KafkaTopics.open(first.vertx(), kafka);
    Caller.await(admin.create(topics).eventually(admin::close));
  }

  private Deeds startWorkers(ServiceDatabase database) throws Exception {
    Deeds made = Deeds.create(database);
    WorkerNode workers =
        Caller.await(
            WorkerNode.start(
                first.vertx(), first.nodeId(), WorkerConfig.over(kafka), InstantSource.system()));
    toClose.push(() -> Caller.await(workers.stop()));
    var access =
        new JsonObject()
            .put("host", database.host())
            .put("port", database.port())
            .put("database", database.database())
            .put("user", database.user())
            .put("password", database.password());
    var options = new DeploymentOptions().setConfig(new JsonObject().put("database", access));
    Caller.await(workers.deploy(worker, options));
    Caller.await(workers.deploy(new PlainWorker(), new DeploymentOptions()));
    return made;
  }

  /** Of a gateway with port 0 there may be one on each Vert.x: a second would share its server. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
