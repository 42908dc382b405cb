package io.sluice.backbone.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.ReplyTo;
import io.sluice.backbone.message.TraceContext;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RoundTripTest {

  private static final List<String> TEXTS =
      List.of("a", "order-7", "Käse 🧀", "a\nb\tc", " padded ", "ce_id: x", "%20\"=,;", "日本");
  private static final List<String> MEDIA_TYPES =
      List.of(Payload.JSON, "text/plain; charset=utf-8", "application/octet-stream");

  @Test
  void anyCommandIsReadAsItWasWritten() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Command command = any(random);

      var record = Records.received(KafkaWireForm.write(command, command.payload(), "topic", null));

      assertEquals(command, MessageReader.readCommand(KafkaWireForm.read(record)), "seed " + seed);
    }
  }

  private static Command any(Random random) {
    byte[] data = new byte[random.nextInt(64)];
    random.nextBytes(data);
    return new Command(
        new UUID(random.nextLong(), random.nextLong()),
        new InvocationId(new UUID(random.nextLong(), random.nextLong())),
        text(random),
        text(random),
        random.nextBoolean() ? text(random) : null,
        anyTime(random),
        new Deadline(anyTime(random)),
        random.nextBoolean() ? new ReplyTo.Kafka("t", random.nextInt(64)) : null,
        random.nextBoolean(),
        1 + random.nextInt(Integer.MAX_VALUE),
        new Caller(text(random), random.nextBoolean() ? text(random) : null),
        TraceContext.start(),
        new Payload(
            MEDIA_TYPES.get(random.nextInt(MEDIA_TYPES.size())),
            random.nextBoolean() ? Map.of("x-a", text(random), "x-b", text(random)) : Map.of(),
            Buffer.buffer(data)));
  }

  private static Instant anyTime(Random random) {
    return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
  }

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
