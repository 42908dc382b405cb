package io.sluice.system.transport;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.backbone.kafka.KafkaTopics.Topic;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.membership.MembershipConfig;
import io.sluice.embedded.EmbeddedKafka;
import io.sluice.gateway.contract.Transport;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.sluice.system.TemporaryFolder;
import io.sluice.workers.WorkerConfig;
import io.sluice.workers.WorkerNode;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Kafka, a worker node and two gateway nodes of one cluster, started once for all tests here. */
final class Parts implements AutoCloseable {

  private static final String CLUSTER = "transport-test-" + ProcessHandle.current().pid();
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** Above what any test has under way. */
  private static final int CAPACITY = 4_000;

  private final Deque<Closing> toClose = new ArrayDeque<>();
  private final List<GatewayNode> gateways = new ArrayList<>();
  private final Probe probe = new Probe();
  private final Turns turns = new Turns();
  private final Caller caller;
  private final EmbeddedKafka kafka;
  private final WorkerNode workers;

  private Parts(TemporaryFolder folder) throws Exception {
    toClose.push(folder::close);
    try {
      caller = new Caller(2_000);
      toClose.push(caller::close);
      kafka = EmbeddedKafka.start(folder.path().resolve("kafka"));
      toClose.push(kafka::close);
      KafkaConfig config = KafkaConfig.of(kafka.bootstrapServers());
      Membership workerNode = join();
      toClose.push(() -> Caller.await(workerNode.leave()));
      createTopics(workerNode, config);
      workers = startWorkers(workerNode, config);
      toClose.push(() -> Caller.await(workers.stop()));
      deploy(new ProbeWorker(probe, turns));
      String known = MembershipConfig.LOOPBACK + ":" + workerNode.port();
      startGateway(join(known), config, folder);
      startGateway(join(known), config, folder);
      awaitWorkers();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  static Parts start() throws Exception {
    return new Parts(TemporaryFolder.create("sluice-transport"));
  }

  Probe probe() {
    return probe;
  }

  Turns turns() {
    return turns;
  }

  Caller caller() {
    return caller;
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  GatewayNode gateway() {
    return gateways.getFirst();
  }

  GatewayNode otherGateway() {
    return gateways.getLast();
  }

  void deploy(WorkerVerticle worker) throws TimeoutException {
    Caller.await(workers.deploy(worker, new DeploymentOptions()));
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

  private void startGateway(Membership node, KafkaConfig config, TemporaryFolder folder)
      throws IOException, TimeoutException {
    GatewayNode gateway = GatewayNode.start(node, config, folder.path());
    toClose.push(gateway::close);
    gateways.add(gateway);
  }

  private static Membership join(String... known) throws TimeoutException {
    return Caller.await(
        Membership.join(MembershipConfig.loopback(CLUSTER, known), new VertxOptions()));
  }

  private static void createTopics(Membership node, KafkaConfig config) throws TimeoutException {
    short one = 1;
    Duration hour = Duration.ofHours(1);
    List<Topic> topics = new ArrayList<>(KafkaTopics.replyTopics(one));
    topics.addAll(KafkaTopics.commandTopics("probe.commands", 4, one, hour, hour));
    topics.addAll(KafkaTopics.commandTopics("nobody.commands", 1, one, hour, hour));
    topics.addAll(KafkaTopics.commandTopics("late.commands", 1, one, hour, hour));
    KafkaTopics admin = KafkaTopics.open(node.vertx(), config);
    Caller.await(admin.create(topics).eventually(admin::close));
  }

  private static WorkerNode startWorkers(Membership node, KafkaConfig config)
      throws TimeoutException {
    return Caller.await(
        WorkerNode.start(
            node.vertx(),
            node.nodeId(),
            new WorkerConfig(config, CAPACITY, Duration.ofSeconds(60)),
            InstantSource.system()));
  }

  /** A gateway knows the bus's workers when it has heard them. */
  private void awaitWorkers() throws Exception {
    for (GatewayNode node : gateways) {
      for (Transport transport : Transport.values()) {
        String url = node.url(transport, "/echo");
        var body = new JsonObject().put("nonce", "start");
        Eventually.holds(
            "workers answer", START_LIMIT, () -> caller.post(url, body).status() == 200);
      }
    }
  }
}
