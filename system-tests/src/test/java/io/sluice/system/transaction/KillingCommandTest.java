package io.sluice.system.transaction;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaDispatcher;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.kafka.ReplyLane;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.TraceContext;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.EmbeddedKafka;
import io.sluice.system.Eventually;
import io.sluice.system.TemporaryFolder;
import io.sluice.system.process.JavaCommand;
import io.sluice.system.process.RunningNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A command ends its worker's process each time that it runs; something starts the worker anew. */
final class KillingCommandTest {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String TOPIC = FragileMain.SERVICE + ".commands";
  private static final int CALLS = 200;
  private static final int KILLER = 60;
  private static final int KEYS = 50;

  private final Vertx vertx = Vertx.vertx();
  private final List<RunningNode> nodes = new ArrayList<>();

  @Test
  void itIsPutAsideAfterItsLastAttemptAndTheOthersAreAnswered() throws Exception {
    try (var folder = TemporaryFolder.create("sluice-killing");
        var kafka = EmbeddedKafka.start(folder.path().resolve("kafka"));
        var database = EmbeddedDatabase.start(folder.path().resolve("database"))) {
      createTopics(kafka);
      var access = accessOf(database);
      startNode(kafka, access, folder);
      var unused = nodes.getFirst().awaitReady();

      var calls = sendAll(kafka);
      Eventually.holds(
          "all are answered",
          LIMIT,
          () -> {
            if (!nodes.getLast().isAlive()) {
              startNode(kafka, access, folder);
            }
            return calls.stream().allMatch(Future::isComplete);
          });

      assertEquals(FragileMain.ATTEMPTS, kills());
      for (int i = 0; i < CALLS; i++) {
        Reply reply = assertInstanceOf(Outcome.Answered.class, calls.get(i).result()).reply();
        if (i == KILLER) {
          assertEquals(502, reply.status());
          assertEquals(
              "/problems/worker-gave-up", reply.payload().data().toJsonObject().getString("type"));
        } else {
          assertNull(reply.status(), "call " + i);
        }
      }
      Eventually.holds("one is put aside", LIMIT, () -> recordsOf(kafka, TOPIC + ".dlq") == 1);
      nodes.getLast().close();
    } finally {
      nodes.forEach(RunningNode::close);
      vertx.close().await(1, MINUTES);
    }
  }

  private void startNode(EmbeddedKafka kafka, JsonObject access, TemporaryFolder folder)
      throws Exception {
    var command = JavaCommand.ofTests(FragileMain.class, kafka.bootstrapServers(), access.encode());
    nodes.add(RunningNode.start("node-" + nodes.size(), command, Map.of(), folder.path()));
  }

  private long kills() throws Exception {
    long kills = 0;
    for (RunningNode node : nodes) {
      kills += node.output().stream().filter(FragileMain.KILLS::equals).count();
    }
    return kills;
  }

  private List<Future<Outcome>> sendAll(EmbeddedKafka kafka) throws Exception {
    var config = KafkaConfig.of(kafka.bootstrapServers());
    var pending = new PendingCalls(vertx, InstantSource.system(), CALLS);
    var lane = new ReplyLane(config, pending, 1);
    var sender = RecordSender.open(vertx, config, List.of(TOPIC)).await(1, MINUTES);
    lane.start().await(1, MINUTES);
    var dispatcher = new KafkaDispatcher(sender, lane, pending, TOPIC);
    List<Future<Outcome>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      String operation = i == KILLER ? FragileMain.KILLS : FragileMain.WORKS;
      calls.add(dispatcher.dispatch(command(operation, "key-" + i % KEYS)));
    }
    return calls;
  }

  private static Command command(String operation, String key) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Command(
        UUID.randomUUID(),
        InvocationId.random(),
        operation,
        "/gateway/test",
        key,
        now,
        Deadline.after(LIMIT, now),
        null,
        false,
        1,
        Caller.ANONYMOUS,
        TraceContext.start(),
        Payload.json(Buffer.buffer("{}")));
  }

  private static JsonObject accessOf(EmbeddedDatabase server) throws Exception {
    var database = server.createService(FragileMain.SERVICE);
    return new JsonObject()
        .put(
            "database",
            new JsonObject()
                .put("host", database.host())
                .put("port", database.port())
                .put("database", database.database())
                .put("user", database.user())
                .put("password", database.password()));
  }

  private void createTopics(EmbeddedKafka kafka) throws Exception {
    var admin = KafkaTopics.open(vertx, KafkaConfig.of(kafka.bootstrapServers()));
    var hour = Duration.ofHours(1);
    List<KafkaTopics.Topic> topics = new ArrayList<>();
    topics.addAll(KafkaTopics.commandTopics(TOPIC, 2, (short) 1, hour, hour));
    topics.addAll(KafkaTopics.replyTopics((short) 1));
    admin.create(topics).eventually(admin::close).await(1, MINUTES);
  }

  private static long recordsOf(EmbeddedKafka kafka, String topic) throws Exception {
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
}
