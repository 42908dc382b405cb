package io.sluice.system.transaction;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.EmbeddedKafka;
import io.sluice.embedded.ServiceDatabase;
import io.sluice.system.TemporaryFolder;
import io.sluice.system.process.JavaCommand;
import io.sluice.system.process.RunningNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The fragile service with its broker and database: one process at a time, started anew. */
final class FragileService implements AutoCloseable {

  static final String TOPIC = FragileMain.SERVICE + ".commands";

  private final TemporaryFolder folder = TemporaryFolder.create("sluice-killing");
  private final Vertx vertx = Vertx.vertx();
  private final List<RunningNode> nodes = new ArrayList<>();
  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase server;
  private final ServiceDatabase database;

  FragileService() throws Exception {
    kafka = EmbeddedKafka.start(folder.path().resolve("kafka"));
    server = EmbeddedDatabase.start(folder.path().resolve("database"));
    database = server.createService(FragileMain.SERVICE);
  }

  /** Starts its first process, which has its partitions then. */
  void start() throws Exception {
    createTopics();
    startNode();
    var unused = nodes.getFirst().awaitReady();
  }

  Vertx vertx() {
    return vertx;
  }

  KafkaConfig kafka() {
    return KafkaConfig.of(kafka.bootstrapServers());
  }

  /** Starts another process where the last has ended. */
  void keepAlive() throws IOException {
    if (!nodes.getLast().isAlive()) {
      startNode();
    }
  }

  /** How often a process was ended by what it ran. */
  long kills() throws IOException {
    long kills = 0;
    for (RunningNode node : nodes) {
      kills += node.output().stream().filter(FragileMain.KILLS::equals).count();
    }
    return kills;
  }

  /** How many records lie in a topic. */
  long recordsOf(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var ends =
          admin.listOffsets(
              Map.of(
                  new TopicPartition(topic, 0), OffsetSpec.latest(),
                  new TopicPartition(topic, 1), OffsetSpec.latest()));
      return ends.all().get(1, MINUTES).values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  /** What a query for one number finds in the service's database. */
  long number(String query) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws IOException, TimeoutException {
    nodes.forEach(RunningNode::close);
    vertx.close().await(1, MINUTES);
    server.close();
    kafka.close();
    folder.close();
  }

  private void startNode() throws IOException {
    var access =
        new JsonObject()
            .put("host", database.host())
            .put("port", database.port())
            .put("database", database.database())
            .put("user", database.user())
            .put("password", database.password());
    var command =
        JavaCommand.ofTests(
            FragileMain.class,
            kafka.bootstrapServers(),
            new JsonObject().put("database", access).encode());
    nodes.add(RunningNode.start("node-" + nodes.size(), command, Map.of(), folder.path()));
  }

  private void createTopics() throws Exception {
    var admin = KafkaTopics.open(vertx, kafka());
    var hour = Duration.ofHours(1);
    List<KafkaTopics.Topic> topics = new ArrayList<>();
    topics.addAll(KafkaTopics.commandTopics(TOPIC, 2, (short) 1, hour, hour));
    topics.addAll(KafkaTopics.streamTopics(FragileMain.STREAM, 2, (short) 1, hour, hour));
    topics.addAll(KafkaTopics.replyTopics((short) 1));
    admin.create(topics).eventually(admin::close).await(1, MINUTES);
  }
}
