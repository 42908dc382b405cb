package io.sluice.peers.floors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A command's headers by name, and the reply's that follow from them. */
record CommandHeaders(Map<String, String> values, byte[] key, Instant started) {

  private static final String SCHEME = "kafka:";

  static CommandHeaders of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> values = new HashMap<>(32);
    record.headers().forEach(one -> values.put(one.key(), new String(one.value(), UTF_8)));
    return new CommandHeaders(values, record.key(), Instant.now());
  }

  boolean isExpired() {
    return Instant.parse(values.get("ce_expirytime")).isBefore(started);
  }

  ProducerRecord<byte[], byte[]> reply(byte[] data) {
    var address = values.get("ce_replyto").substring(SCHEME.length());
    int slash = address.indexOf('/');
    return new ProducerRecord<>(
        address.substring(0, slash),
        Integer.valueOf(address.substring(slash + 1)),
        key,
        data,
        headers());
  }

  private Headers headers() {
    var headers = new RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", newId());
    add(headers, "ce_type", values.get("ce_type") + ".reply");
    add(headers, "ce_source", "/worker/loop");
    add(headers, "ce_subject", values.get("ce_subject"));
    add(headers, "ce_time", Instant.now().toString());
    add(headers, "ce_traceparent", values.get("ce_traceparent"));
    add(headers, "ce_correlationid", values.get("ce_correlationid"));
    add(headers, "ce_causationid", values.get("ce_id"));
    add(headers, "ce_startedtime", started.toString());
    add(headers, "ce_attempt", values.get("ce_attempt"));
    add(headers, "content-type", "application/json");
    return headers;
  }

  private static String newId() {
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
