package io.sluice.system.fault;

import io.sluice.system.WholeTopic;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The commands that the broker has. */
final class TopicLog {

  private static final String TOPIC = "fault.commands";

  private TopicLog() {}

  /**
   * One command.
   *
   * @param expiry its deadline
   */
  record Entry(long nonce, String key, Instant expiry) {}

  /** All commands; those of one key stand in the order that they are promised to run in. */
  static List<Entry> read(String bootstrapServers) {
    return WholeTopic.read(bootstrapServers, TOPIC).stream().map(TopicLog::entry).toList();
  }

  private static Entry entry(ConsumerRecord<String, byte[]> record) {
    var data = Buffer.buffer(record.value()).toJsonObject();
    byte[] expiry = record.headers().lastHeader("ce_expirytime").value();
    return new Entry(
        data.getLong("nonce"),
        data.getString("key"),
        Instant.parse(new String(expiry, StandardCharsets.UTF_8)));
  }
}
