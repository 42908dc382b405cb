package io.sluice.backbone.kafka;

import static io.sluice.backbone.RealKafka.config;
import static io.sluice.backbone.RealKafka.vertx;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealKafka.class)
final class KafkaCancellationTest {

  private final String service = "service." + UUID.randomUUID();

  @Test
  void aWorkerThatIsNotOnTheBusFindsTheCancellationOnTheControlTopic() throws TimeoutException {
    var topics = KafkaTopics.open(vertx(), config());
    topics.create(List.of(KafkaTopics.controlTopic(service, (short) 1))).await(30, SECONDS);
    topics.close().await(30, SECONDS);
    var command = Samples.recorded("op");
    // As the gateway's ledger has it, which knows no key.
    var wish =
        new Cancellation(
            UUID.randomUUID(),
            command.invocation(),
            command.id(),
            command.operation(),
            "/gateway/node-1",
            null,
            command.time(),
            command.expiry(),
            TraceContext.start());
    String topic = KafkaCancellationSender.topicOf(service);
    var sender = RecordSender.open(vertx(), config(), List.of(topic)).await(60, SECONDS);

    new KafkaCancellationSender(sender).send(service, wish).await(60, SECONDS);

    sender.close().await(30, SECONDS);
    var record = first(topic);
    assertNull(record.key());
    assertEquals(wish, MessageReader.readCancellation(KafkaWireForm.read(record)));
  }

  @Test
  void itIsKeptForAsLongAsARecordedCommandMayBeWanted() {
    assertEquals(Duration.ofDays(7), KafkaTopics.controlTopic(service, (short) 1).retention());
  }

  private static ConsumerRecord<byte[], byte[]> first(String topic) {
    try (var consumer =
        new KafkaConsumer<>(
            config().client(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(30)).iterator().next();
    }
  }
}
