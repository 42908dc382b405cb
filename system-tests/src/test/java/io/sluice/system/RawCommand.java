package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Commands as docs/protocol.md says them, by nothing of ours. */
public final class RawCommand {

  private RawCommand() {}

  /**
   * A command to a service.
   *
   * @param time until it expires
   */
  public static ProducerRecord<byte[], byte[]> of(
      String service, String operation, String key, JsonObject data, Duration time) {
    Instant now = Instant.now();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", UUID.randomUUID().toString());
    attributes.put("type", operation);
    attributes.put("source", "/gateway/test");
    attributes.put("subject", key);
    attributes.put("principal", "test");
    attributes.put("time", now.toString());
    attributes.put("correlationid", UUID.randomUUID().toString());
    attributes.put("expirytime", now.plus(time).toString());
    var record =
        new ProducerRecord<>(
            service + ".commands", key.getBytes(UTF_8), data.toBuffer().getBytes());
    attributes.forEach((name, value) -> add(record, name, value));
    return record;
  }

  /** The same, answered on a lane. */
  public static ProducerRecord<byte[], byte[]> answeredOn(
      int lane, ProducerRecord<byte[], byte[]> command) {
    add(command, "replyto", "kafka:sluice.replies/" + lane);
    return command;
  }

  private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add("ce_" + name, value.getBytes(UTF_8));
  }
}
