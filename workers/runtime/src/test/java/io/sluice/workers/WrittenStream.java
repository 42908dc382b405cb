package io.sluice.workers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.kafka.KafkaEventSender;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A stream that a test writes to, as another service would: well, twice, or wrongly. */
final class WrittenStream implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final String name;
  private final RecordSender sender;
  private final KafkaEventSender events;

  WrittenStream(String name, int partitions) throws TimeoutException {
    this.name = name;
    RealParts.createStream(name, partitions);
    sender = RecordSender.open(vertx, RealParts.kafka(), List.of(name)).await(30, SECONDS);
    events = new KafkaEventSender(sender);
  }

  String name() {
    return name;
  }

  /** {@code Counted}, whose data is its sequence. */
  static Event counted(String key, long sequence) {
    return event("Counted", key, sequence, new JsonObject().put("number", sequence).encode());
  }

  static Event event(String type, String key, @Nullable Long sequence, String data) {
    return new Event(
        UUID.randomUUID(),
        type,
        "/service/test",
        key,
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        InvocationId.random(),
        UUID.randomUUID(),
        sequence,
        TraceContext.start(),
        Payload.json(Buffer.buffer(data)));
  }

  /** Writes them in this order. */
  void write(Event... written) throws TimeoutException {
    write(List.of(written));
  }

  void write(List<Event> written) throws TimeoutException {
    Future.all(written.stream().map(one -> events.send(one, name)).toList()).await(30, SECONDS);
  }

  /** Whatever it is. */
  void writeRecord(String key, String value) throws TimeoutException {
    writeRecord(new ProducerRecord<>(name, key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  void writeRecord(ProducerRecord<byte[], byte[]> record) throws TimeoutException {
    sender.send(record).await(30, SECONDS);
  }

  /** Waits for so many dead letters. */
  List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", RealParts.kafka().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name + ".dlq").stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Eventually.eventually(
          count + " dead letters",
          () -> {
            consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            return found.size() >= count;
          });
    }
    return found;
  }

  static @Nullable String header(ConsumerRecord<?, ?> record, String header) {
    var found = record.headers().lastHeader(header);
    return found == null ? null : new String(found.value(), UTF_8);
  }

  @Override
  public void close() throws TimeoutException {
    sender.close().await(30, SECONDS);
    vertx.close().await(30, SECONDS);
  }
}
