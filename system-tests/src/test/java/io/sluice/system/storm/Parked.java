package io.sluice.system.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.system.RawCommand;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A command that fails and waits for its next attempt, one of the same key behind it, and many of
 * other keys on the same partition meanwhile, 64 of them under way.
 */
final class Parked {

  /** The replies' partition: nobody else has it. */
  private static final int LANE = 62;

  private static final int UNDER_WAY = 64;
  private static final String KEY = "parked";
  private static final Duration WANTED = Duration.ofHours(1);
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final Map<String, Instant> sent = new HashMap<>();
  private final int commands;
  private final Pause pause;

  Parked(int commands, Pause pause) {
    this.commands = commands;
    this.pause = pause;
  }

  /** How long the command waits for its second attempt. */
  enum Pause {
    MINUTES("enterMinutesLater", Duration.ofMinutes(5), Duration.ofMinutes(10)),
    SECONDS("enterSecondsLater", Duration.ofSeconds(11), Duration.ofSeconds(22));

    private final String operation;
    private final Duration least;
    private final Duration most;

    Pause(String operation, Duration least, Duration most) {
      this.operation = operation;
      this.least = least;
      this.most = most;
    }
  }

  ParkedCounts run() throws Exception {
    try (var parts = new StormParts("parked", List.of("worker-1"), 1);
        var replies = new TimedReplies(parts.bootstrapServers(), LANE);
        var producer = producer(parts.bootstrapServers())) {
      parts.startWorkers();
      String failing = send(producer, pause.operation, KEY, 1);
      String behind = send(producer, "enter", KEY, 2);
      sendOthers(producer, replies);
      int others = replies.count();
      long offset = awaitOffset(parts.topics());
      boolean early = replies.of(behind).isPresent() || replies.of(failing).isPresent();
      long end = System.nanoTime() + pause.most.plus(SILENCE).toNanos();
      while (replies.of(behind).isEmpty() && System.nanoTime() < end) {
        var unused = replies.poll();
      }
      return new ParkedCounts(
          commands,
          others,
          longestWait(replies, failing, behind),
          offset,
          early,
          pause.least,
          waited(replies, failing),
          waited(replies, behind),
          parts.table().disordered());
    }
  }

  private void sendOthers(KafkaProducer<byte[], byte[]> producer, TimedReplies replies) {
    int begun = 0;
    long heard = System.nanoTime();
    while (replies.count() < commands && System.nanoTime() - heard < SILENCE.toNanos()) {
      for (; begun < commands && begun - replies.count() < UNDER_WAY; begun++) {
        var unused = send(producer, "enter", "other-" + begun, 1);
      }
      heard = replies.poll() > 0 ? System.nanoTime() : heard;
    }
  }

  /** It moves over the command that waits; where it does not, that is in the counts. */
  private long awaitOffset(Topics topics) throws Exception {
    long end = System.nanoTime() + SILENCE.toNanos();
    long offset = topics.committed(Accounts.SERVICE);
    while (offset < commands + 2L && System.nanoTime() < end) {
      offset = topics.committed(Accounts.SERVICE);
    }
    return offset;
  }

  private Duration longestWait(TimedReplies replies, String failing, String behind) {
    return sent.keySet().stream()
        .filter(id -> !id.equals(failing) && !id.equals(behind))
        .map(id -> waited(replies, id).orElse(SILENCE))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private Optional<Duration> waited(TimedReplies replies, String command) {
    return replies.of(command).map(at -> Duration.between(sent.get(command), at));
  }

  /** Gives the command's id. */
  private String send(
      KafkaProducer<byte[], byte[]> producer, String operation, String account, long number) {
    var data = new JsonObject().put("account", account).put("number", number);
    ProducerRecord<byte[], byte[]> record =
        RawCommand.answeredOn(
            LANE, RawCommand.of(Accounts.SERVICE, operation, account, data, WANTED));
    String id = new String(record.headers().lastHeader("ce_id").value(), UTF_8);
    sent.put(id, Instant.now());
    var unused = producer.send(record);
    return id;
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
