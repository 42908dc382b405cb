package io.sluice.system.takeover;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One member of a group in a process of its own: prints {@code partition sent waited} for each
 * record, commits, and leaves when its standard input ends.
 */
final class MemberMain {

  private MemberMain() {}

  /** Takes the broker's address, the topic, which names the group too, and the protocol. */
  public static void main(String[] args) throws IOException {
    Map<String, Object> settings = new HashMap<>(GroupProtocol.valueOf(args[2]).ofMembers());
    settings.put("bootstrap.servers", args[0]);
    settings.put("group.id", args[1]);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    var ending = new AtomicBoolean();
    Thread end = Thread.ofPlatform().daemon().unstarted(() -> awaitEndOfInput(ending));
    end.start();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(args[1]));
      while (!ending.get()) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record ->
                    System.out.printf(
                        "%d %d %d%n",
                        record.partition(),
                        record.timestamp(),
                        System.currentTimeMillis() - record.timestamp()));
        consumer.commitAsync();
      }
    }
  }

  private static void awaitEndOfInput(AtomicBoolean ending) {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes: the end is what is waited for.
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    ending.set(true);
  }
}
