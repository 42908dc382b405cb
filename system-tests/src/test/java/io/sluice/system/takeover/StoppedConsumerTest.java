package io.sluice.system.takeover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.embedded.EmbeddedKafka;
import io.sluice.system.Eventually;
import io.sluice.system.TemporaryFolder;
import io.sluice.system.process.JavaCommand;
import io.sluice.system.process.RunningNode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * A worker's process is stopped while commands of one key wait in it, and goes on when another has
 * run them: they have not expired, and must not start again.
 */
final class StoppedConsumerTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String TOPIC = "stopped.commands";
  private static final List<String> ALL =
      IntStream.range(0, 40).mapToObj(i -> "command" + i).toList();

  @Test
  void aProcessThatWasStoppedStartsNothingThatAnotherHasRun() throws Exception {
    try (var folder = TemporaryFolder.create("sluice-stopped");
        var kafka = EmbeddedKafka.start(folder.path().resolve("kafka"))) {
      createTopic(kafka);
      try (var stopped = start("stopped", kafka, folder)) {
        Eventually.holds("it has joined", LIMIT, () -> !stopped.ready().isEmpty());
        try (var other = start("other", kafka, folder)) {
          Eventually.holds("so has the other", LIMIT, () -> !other.ready().isEmpty());
          send(kafka, ALL);
          Eventually.holds("some have started", LIMIT, () -> started(stopped).size() > 2);

          stopped.signal("STOP");
          Eventually.holds("the other has run all", LIMIT, () -> hasRun(other, ALL.getLast()));
          List<String> before = started(stopped);
          stopped.signal("CONT");
          Eventually.holds("it has joined again", LIMIT, () -> members(kafka) == 2);
          send(kafka, List.of("after"));
          Eventually.holds(
              "the group goes on", LIMIT, () -> hasRun(other, "after") || hasRun(stopped, "after"));

          assertEquals(before, without("after", stopped));
          List<String> taken = without("after", other);
          assertEquals(ALL.subList(ALL.size() - taken.size(), ALL.size()), taken);
        }
      }
    }
  }

  private static List<String> without(String command, RunningNode node) throws Exception {
    return started(node).stream().filter(one -> !one.equals(command)).toList();
  }

  private static RunningNode start(String name, EmbeddedKafka kafka, TemporaryFolder folder)
      throws Exception {
    var command = JavaCommand.ofTests(ConsumerMain.class, kafka.bootstrapServers(), TOPIC);
    return RunningNode.start(name, command, Map.of(), folder.path());
  }

  private static List<String> started(RunningNode node) throws Exception {
    return node.output().stream()
        .filter(line -> line.startsWith("command") || line.equals("after"))
        .toList();
  }

  private static boolean hasRun(RunningNode node, String command) throws Exception {
    return node.output().contains(command);
  }

  private static int members(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var groups = admin.describeConsumerGroups(List.of(TOPIC)).all().get(1, TimeUnit.MINUTES);
      return groups.values().stream().mapToInt(group -> group.members().size()).sum();
    }
  }

  private static void createTopic(EmbeddedKafka kafka) throws Exception {
    var vertx = Vertx.vertx();
    var admin = KafkaTopics.open(vertx, KafkaConfig.of(kafka.bootstrapServers()));
    var hour = Duration.ofHours(1);
    admin
        .create(KafkaTopics.commandTopics(TOPIC, 1, (short) 1, hour, hour))
        .eventually(admin::close)
        .await(1, TimeUnit.MINUTES);
    vertx.close().await(1, TimeUnit.MINUTES);
  }

  /** All of one key. */
  private static void send(EmbeddedKafka kafka, List<String> operations) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String operation : operations) {
        producer.send(command(operation)).get(1, TimeUnit.MINUTES);
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> command(String operation) {
    Instant now = Instant.now();
    var record = new ProducerRecord<>(TOPIC, "key".getBytes(UTF_8), "{}".getBytes(UTF_8));
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            UUID.randomUUID().toString(),
            "ce_type",
            operation,
            "ce_source",
            "/gateway/test",
            "ce_subject",
            "key",
            "ce_principal",
            "test",
            "ce_time",
            now.toString(),
            "ce_correlationid",
            UUID.randomUUID().toString(),
            "ce_expirytime",
            now.plus(LIMIT).toString(),
            "ce_traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }
}
