package io.sluice.bench.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.bench.system.WorkerSpec;
import io.sluice.bench.system.WorkerSystems;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Commands as docs/protocol.md has them, no two alike, each with a key of its own. */
final class SentCommands implements AutoCloseable {

  private static final Duration WANTED = Duration.ofMinutes(30);
  private static final int ID_DIGITS = 12;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String run = UUID.randomUUID().toString().substring(0, 23);
  private long number;

  SentCommands(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                // A backlog is made in large batches, so that making it takes little of the broker.
                ProducerConfig.BATCH_SIZE_CONFIG,
                131_072,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends so many to a worker; what the broker does not take shows as a reply that never comes. */
  void send(WorkerSpec to, long count) {
    String time = Instant.now().toString();
    String expiry = Instant.now().plus(WANTED).toString();
    for (long i = 0; i < count; i++) {
      var unused = producer.send(next(to, time, expiry));
    }
  }

  /** Returns when the broker has all. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }

  private ProducerRecord<byte[], byte[]> next(WorkerSpec to, String time, String expiry) {
    String own = HexFormat.of().toHexDigits(number++, ID_DIGITS);
    String id = run + "-" + own;
    Headers headers = new RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", id);
    add(headers, "ce_type", "echo");
    add(headers, "ce_source", "/gateway/bench");
    add(headers, "ce_subject", id);
    add(headers, "ce_time", time);
    add(headers, "ce_traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    add(headers, "ce_correlationid", id);
    add(headers, "ce_replyto", "kafka:" + WorkerSystems.REPLIES + "/" + to.lane());
    add(headers, "ce_expirytime", expiry);
    add(headers, "ce_principal", "bench");
    add(headers, "ce_attempt", "1");
    add(headers, "content-type", "application/json");
    return new ProducerRecord<>(
        to.topic(), null, id.getBytes(US_ASCII), order(id).getBytes(US_ASCII), headers);
  }

  private static String order(String nonce) {
    return """
    {"nonce":"%s","customerId":"acme","productId":"bananas","quantity":3,\
    "pickup":{"city":"Oakland","date":"2030-03-01"},\
    "destination":{"city":"Shanghai","date":"2030-03-30"}}"""
        .formatted(nonce);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(US_ASCII));
  }
}
