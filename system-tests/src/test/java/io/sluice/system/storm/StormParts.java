package io.sluice.system.storm;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.EmbeddedKafka;
import io.sluice.embedded.ServiceDatabase;
import io.sluice.system.Repository;
import io.sluice.system.TemporaryFolder;
import io.sluice.system.process.JavaCommand;
import io.sluice.system.process.RunningNode;
import io.sluice.system.proxy.FaultProxy;
import io.sluice.workers.WorkerMain;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/** Kafka, PostgreSQL behind a link that can fail, and workers as processes. */
final class StormParts implements AutoCloseable {

  static final int PARTITIONS = 8;
  static final List<String> WORKERS = List.of("worker-1", "worker-2", "worker-3");

  private final TemporaryFolder folder = TemporaryFolder.create("sluice-storm");

  /** What the workers say outlives a run that fails. */
  private final Path output;

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, RunningNode> workers = new TreeMap<>();
  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase server;
  private final ServiceDatabase accounts;
  private final FaultProxy link;
  private final List<String> names;
  private final int partitions;
  private final Set<String> cutShort = new HashSet<>();
  private int starts;

  /** Those of a storm: three workers. */
  StormParts() throws Exception {
    this("storm", WORKERS, PARTITIONS);
  }

  /**
   * None of the workers is started yet.
   *
   * @param name of the folder below {@code target} that keeps what the workers say, until the next
   *     run
   * @param partitions of each topic
   */
  StormParts(String name, List<String> workers, int partitions) throws Exception {
    this.output = TemporaryFolder.emptied(Repository.root().resolve("system-tests/target"), name);
    this.names = List.copyOf(workers);
    this.partitions = partitions;
    kafka = EmbeddedKafka.start(folder.path().resolve("kafka"));
    server = EmbeddedDatabase.start(folder.path().resolve("postgres"));
    accounts = server.createService(Accounts.SERVICE);
    link =
        FaultProxy.start(
                vertx, 0, SocketAddress.inetSocketAddress(accounts.port(), accounts.host()))
            .await(30, SECONDS);
    createTopics();
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Between the workers and their database. */
  FaultProxy link() {
    return link;
  }

  AccountTable table() {
    return new AccountTable(accounts);
  }

  Topics topics() {
    return new Topics(kafka.bootstrapServers());
  }

  void startWorkers() throws Exception {
    for (String name : names) {
      start(name);
    }
    for (RunningNode worker : workers.values()) {
      var unused = worker.awaitReady();
    }
  }

  /**
   * SIGKILL, and another in its place; does not wait until that is ready. A start is not cut short
   * twice in a row: where starting takes longer than from one trouble to the next, nobody would
   * ever work.
   *
   * @return whether it was
   */
  boolean replace(String name) throws IOException {
    RunningNode worker = Objects.requireNonNull(workers.get(name), name);
    if (!worker.ready().isEmpty()) {
      cutShort.remove(name);
    } else if (worker.isAlive() && !cutShort.add(name)) {
      return false;
    }
    var unused = worker.kill();
    start(name);
    return true;
  }

  @Override
  public void close() throws IOException, TimeoutException {
    workers.values().forEach(RunningNode::close);
    link.close().await(60, SECONDS);
    vertx.close().await(60, SECONDS);
    kafka.close();
    server.close();
    folder.close();
  }

  private void start(String name) throws IOException {
    Path file = folder.path().resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        verticles: [%s]
        cluster: {name: "%s-%d"}
        kafka: {bootstrap-servers: "%s"}
        databases:
          accounts: {host: 127.0.0.1, port: %d, database: %s, user: %s}
        management: {port: 0}
        """
            .formatted(
                Accounts.class.getName(),
                // Each is a cluster of its own: the group is what they share.
                name,
                ProcessHandle.current().pid(),
                kafka.bootstrapServers(),
                link.port(),
                accounts.database(),
                accounts.user()));
    starts++;
    workers.put(
        name,
        RunningNode.start(
            name + "." + starts,
            JavaCommand.ofTests(WorkerMain.class, "--config", file.toString()),
            Map.of("SLUICE_DATABASES_ACCOUNTS_PASSWORD", accounts.password()),
            output));
  }

  private void createTopics() throws TimeoutException {
    short one = 1;
    Duration day = Duration.ofDays(1);
    List<KafkaTopics.Topic> topics = new ArrayList<>(KafkaTopics.replyTopics(one));
    topics.addAll(
        KafkaTopics.commandTopics(Accounts.SERVICE + ".commands", partitions, one, day, day));
    topics.addAll(KafkaTopics.streamTopics(Accounts.STREAM, partitions, one, day, day));
    KafkaTopics admin = KafkaTopics.open(vertx, KafkaConfig.of(kafka.bootstrapServers()));
    admin.create(topics).eventually(admin::close).await(60, SECONDS);
  }
}
