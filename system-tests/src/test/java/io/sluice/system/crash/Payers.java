package io.sluice.system.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.EmbeddedKafka;
import io.sluice.embedded.ServiceDatabase;
import io.sluice.system.RawCommand;
import io.sluice.system.TemporaryFolder;
import io.sluice.system.fault.FreePorts;
import io.sluice.system.process.JavaCommand;
import io.sluice.system.process.RunningNode;
import io.sluice.system.proxy.FaultProxy;
import io.sluice.workers.WorkerConfig;
import io.sluice.workers.WorkerMain;
import io.sluice.workers.WorkerNode;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka, PostgreSQL, the reader of the payments' events in this JVM, and workers that take payments
 * in processes of their own: one behind links that can fail, others beside them.
 */
final class Payers implements AutoCloseable {

  private final TemporaryFolder folder = TemporaryFolder.create("sluice-crash");
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<RunningNode> workers = new ArrayList<>();
  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase server;
  private final ServiceDatabase payments;
  private final ServiceDatabase journal;
  private final FaultProxy kafkaLink;
  private final FaultProxy databaseLink;
  private final FaultProxy journalLink;
  private final WorkerNode reader;

  Payers() throws Exception {
    List<Integer> ports = FreePorts.take(4);
    kafkaLink = link(ports.get(0), ports.get(1), "127.0.0.1");
    kafka = EmbeddedKafka.start(folder.path().resolve("kafka"), listeners(ports));
    server = EmbeddedDatabase.start(folder.path().resolve("postgres"));
    payments = server.createService(Payments.SERVICE);
    journal = server.createService(Journal.SERVICE);
    databaseLink = link(0, payments.port(), payments.host());
    journalLink = link(0, journal.port(), journal.host());
    createTopics();
    reader =
        WorkerNode.start(
                vertx,
                "reader",
                WorkerConfig.over(KafkaConfig.of(kafka.bootstrapServers())),
                InstantSource.system(),
                meters)
            .await(60, SECONDS);
    var access = new JsonObject().put("database", json(journal, journalLink));
    reader.deploy(new Journal(), new DeploymentOptions().setConfig(access)).await(60, SECONDS);
  }

  /** Between the worker behind links and Kafka. */
  FaultProxy kafkaLink() {
    return kafkaLink;
  }

  /** Between the worker behind links and its database. */
  FaultProxy databaseLink() {
    return databaseLink;
  }

  /** Between the reader and its database. */
  FaultProxy journalLink() {
    return journalLink;
  }

  PaymentDatabase payments() {
    return new PaymentDatabase(payments);
  }

  PaymentDatabase journal() {
    return new PaymentDatabase(journal);
  }

  /** How many of the reader's runs failed. */
  long failedRuns() {
    return meters.find("sluice.events").tag("outcome", "failed").timers().stream()
        .mapToLong(timer -> timer.count())
        .sum();
  }

  RunningNode startBehindLinks() throws Exception {
    return start("linked", "127.0.0.1:" + kafkaLink.port(), databaseLink.port());
  }

  RunningNode startBeside() throws Exception {
    return start("beside", kafka.bootstrapServers(), payments.port());
  }

  /** Sends the command; its reply is wanted by nobody. */
  void pay(String account, long number, boolean waits) throws Exception {
    var data = new JsonObject().put("account", account).put("number", number).put("waits", waits);
    var record = RawCommand.of(Payments.SERVICE, "pay", account, data, Duration.ofMinutes(2));
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get(60, SECONDS);
    }
  }

  /** The sequences of an account's events as they lie in the stream. */
  List<Long> inStream(String account) {
    return records(Payments.STREAM).stream()
        .filter(record -> new String(record.key(), UTF_8).equals(account))
        .map(
            record ->
                Long.parseLong(
                    new String(record.headers().lastHeader("ce_sequence").value(), UTF_8)))
        .toList();
  }

  int deadLetters() {
    return records(Payments.STREAM + ".dlq").size();
  }

  @Override
  public void close() throws IOException, TimeoutException {
    workers.forEach(RunningNode::close);
    reader.stop().await(60, SECONDS);
    for (FaultProxy link : List.of(kafkaLink, databaseLink, journalLink)) {
      link.close().await(60, SECONDS);
    }
    vertx.close().await(60, SECONDS);
    kafka.close();
    server.close();
    folder.close();
  }

  private RunningNode start(String name, String bootstrapServers, int databasePort)
      throws Exception {
    Path file = folder.path().resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        verticles: [%s]
        cluster: {name: "%s-%d"}
        kafka: {bootstrap-servers: "%s"}
        databases:
          payments: {host: 127.0.0.1, port: %d, database: %s, user: %s}
        management: {port: 0}
        """
            .formatted(
                Payments.class.getName(),
                // Each is a cluster of its own: the group is what they share.
                name,
                ProcessHandle.current().pid(),
                bootstrapServers,
                databasePort,
                payments.database(),
                payments.user()));
    var command = JavaCommand.ofTests(WorkerMain.class, "--config", file.toString());
    Map<String, String> secret = Map.of("SLUICE_DATABASES_PAYMENTS_PASSWORD", payments.password());
    var worker = RunningNode.start(name, command, secret, folder.path());
    workers.add(worker);
    var unused = worker.awaitReady();
    return worker;
  }

  private FaultProxy link(int port, int target, String host) throws TimeoutException {
    return FaultProxy.start(vertx, port, SocketAddress.inetSocketAddress(target, host))
        .await(30, SECONDS);
  }

  /** Each listener tells its clients to come back the way they came. */
  private static Map<String, String> listeners(List<Integer> ports) {
    int proxy = ports.get(0);
    int proxied = ports.get(1);
    int direct = ports.get(2);
    int controller = ports.get(3);
    return Map.of(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(direct, proxied, controller),
        "controller.quorum.voters",
        "1@127.0.0.1:" + controller,
        "advertised.listeners",
        "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d".formatted(direct, proxy),
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }

  /** Each of one partition, so that one worker has all payments. */
  private void createTopics() throws TimeoutException {
    short one = 1;
    Duration hour = Duration.ofHours(1);
    List<KafkaTopics.Topic> topics = new ArrayList<>(KafkaTopics.replyTopics(one));
    topics.addAll(KafkaTopics.commandTopics(Payments.SERVICE + ".commands", 1, one, hour, hour));
    topics.addAll(KafkaTopics.streamTopics(Payments.STREAM, 1, one, hour, hour));
    KafkaTopics admin = KafkaTopics.open(vertx, KafkaConfig.of(kafka.bootstrapServers()));
    admin.create(topics).eventually(admin::close).await(60, SECONDS);
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var only = new TopicPartition(topic, 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
      while (consumer.position(only) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
    }
    return found;
  }

  private static JsonObject json(ServiceDatabase database, FaultProxy link) {
    return new JsonObject()
        .put("host", "127.0.0.1")
        .put("port", link.port())
        .put("database", database.database())
        .put("user", database.user())
        .put("password", database.password());
  }
}
