package io.sluice.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaTest {

  private static final String TOPIC = "kept";

  private final Path dir;

  EmbeddedKafkaTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void recordsAndTheClusterIdSurviveCloseAndStart() throws Exception {
    String clusterId;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir)) {
      createTopic(kafka);
      send(kafka, "first");
      clusterId = clusterId(kafka);
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir)) {
      assertEquals(List.of("first"), received(kafka));
      assertEquals(clusterId, clusterId(kafka));
    }
  }

  @Test
  void anAcknowledgedRecordSurvivesTheKillOfItsJvm() throws Exception {
    try (Child child = Child.running(Storing.class, dir)) {
      child.kill();
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir)) {
      assertEquals(List.of("acknowledged"), received(kafka));
    }
  }

  @Test
  void closeEndsEveryThreadThatKeepsTheJvmAlive() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    EmbeddedKafka.start(dir).close();

    Set<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread) && !thread.isDaemon())
            .map(Thread::getName)
            .collect(Collectors.toSet());
    assertEquals(Set.of(), left);
  }

  @Test
  void aTopicIsNeverMadeByUsingIt() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir)) {
      assertThrows(ExecutionException.class, () -> send(kafka, "nowhere"));
    }
  }

  private static void createTopic(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static String clusterId(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static void send(EmbeddedKafka kafka, String value) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "max.block.ms", 3000);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  private static List<String> received(EmbeddedKafka kafka) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      Instant deadline = Instant.now().plusSeconds(20);
      while (values.isEmpty() && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
          values.add(message.value());
        }
      }
    }
    return values;
  }

  /** What the killed JVM runs. */
  static final class Storing {

    private Storing() {}

    public static void main(String[] args) throws Exception {
      try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]))) {
        createTopic(kafka);
        send(kafka, "acknowledged");
        System.out.println(Child.STORED);
        System.in.transferTo(System.out);
      }
    }
  }
}
