package io.sluice.system.transaction;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.kafka.KafkaEventSender;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.TraceContext;
import io.sluice.system.Eventually;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An event ends its worker's process each time that it runs; something starts the worker anew. */
final class KillingEventTest {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int EVENTS = 200;
  private static final int KILLER = 60;
  private static final int KEYS = 50;

  @Test
  void itIsPutAsideAfterItsLastAttemptAndTheOthersAreHandled() throws Exception {
    try (var service = new FragileService()) {
      service.start();
      sendAll(service);

      Eventually.holds(
          "all are done with",
          LIMIT,
          () -> {
            service.keepAlive();
            return service.number("select coalesce(sum(last), 0) from sluice.event_position")
                == EVENTS;
          });

      assertEquals(FragileMain.ATTEMPTS, service.kills());
      assertEquals(1, service.recordsOf(FragileMain.STREAM + ".dlq"));
      assertEquals(1, service.number("select count(*) from sluice.event_aside"));
      Eventually.holds(
          "no attempt is left",
          LIMIT,
          () -> service.number("select count(*) from sluice.attempt") == 0);
    }
  }

  /** Each key's sequences are 1 to 4, so that they come to the number of events only at the end. */
  private static void sendAll(FragileService service) throws Exception {
    var stream = FragileMain.STREAM;
    var sender =
        RecordSender.open(service.vertx(), service.kafka(), List.of(stream)).await(1, MINUTES);
    var events = new KafkaEventSender(sender);
    List<Future<Void>> sent = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String name = i == KILLER ? FragileMain.KILLS : FragileMain.WORKS;
      sent.add(events.send(event(name, "key-" + i % KEYS, i / KEYS + 1), stream));
    }
    Future.all(sent).eventually(sender::close).await(1, MINUTES);
  }

  private static Event event(String name, String key, long sequence) {
    return new Event(
        UUID.randomUUID(),
        name,
        "/service/test",
        key,
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        InvocationId.random(),
        UUID.randomUUID(),
        sequence,
        TraceContext.start(),
        Payload.json(Buffer.buffer("{}")));
  }
}
