package io.sluice.system.storm;

import io.sluice.system.RawCommand;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the commands: of each account in the order of their numbers, and one in twenty again, right
 * away or after hundreds of others.
 */
final class SentCommands {

  private static final int ACCOUNTS = 200;
  private static final int ONE_IN = 20;
  private static final int REMEMBERED = 1_000;

  private final Random random;
  private final String bootstrapServers;
  private final int lane;
  private int duplicates;

  SentCommands(String bootstrapServers, int lane, long seed) {
    this.bootstrapServers = bootstrapServers;
    this.lane = lane;
    this.random = new Random(seed);
  }

  /** Returns when the broker has acknowledged all. */
  void send(int count) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "enable.idempotence", true);
    List<ProducerRecord<byte[], byte[]>> recent = new ArrayList<>();
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        var record = command("account-" + i % ACCOUNTS, i / ACCOUNTS + 1L);
        if (i < REMEMBERED) {
          recent.add(record);
        } else {
          recent.set(i % REMEMBERED, record);
        }
        var unused = producer.send(record);
        if (random.nextInt(ONE_IN) == 0) {
          unused = producer.send(recent.get(random.nextInt(recent.size())));
          duplicates++;
        }
      }
      producer.flush();
    }
  }

  int duplicates() {
    return duplicates;
  }

  private ProducerRecord<byte[], byte[]> command(String account, long number) {
    var data = new JsonObject().put("account", account).put("number", number);
    return RawCommand.answeredOn(
        lane, RawCommand.of(Accounts.SERVICE, "enter", account, data, Duration.ofHours(2)));
  }
}
