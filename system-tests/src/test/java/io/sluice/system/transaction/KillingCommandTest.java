package io.sluice.system.transaction;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.kafka.KafkaDispatcher;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.kafka.ReplyLane;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.TraceContext;
import io.sluice.system.Eventually;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A command ends its worker's process each time that it runs; something starts the worker anew. */
final class KillingCommandTest {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int CALLS = 200;
  private static final int KILLER = 60;
  private static final int KEYS = 50;

  @Test
  void itIsPutAsideAfterItsLastAttemptAndTheOthersAreAnswered() throws Exception {
    try (var service = new FragileService()) {
      service.start();
      var calls = sendAll(service);
      Eventually.holds(
          "all are answered",
          LIMIT,
          () -> {
            service.keepAlive();
            return calls.stream().allMatch(Future::isComplete);
          });

      assertEquals(FragileMain.ATTEMPTS, service.kills());
      for (int i = 0; i < CALLS; i++) {
        Reply reply = assertInstanceOf(Outcome.Answered.class, calls.get(i).result()).reply();
        if (i == KILLER) {
          assertEquals(502, reply.status());
          assertEquals(
              "/problems/worker-gave-up", reply.payload().data().toJsonObject().getString("type"));
        } else {
          assertNull(reply.status(), "call " + i);
        }
      }
      Eventually.holds(
          "one is put aside", LIMIT, () -> service.recordsOf(FragileService.TOPIC + ".dlq") == 1);
    }
  }

  private static List<Future<Outcome>> sendAll(FragileService service) throws Exception {
    var topic = FragileService.TOPIC;
    var pending = new PendingCalls(service.vertx(), InstantSource.system(), CALLS);
    var lane = new ReplyLane(service.kafka(), pending, 1);
    var sender =
        RecordSender.open(service.vertx(), service.kafka(), List.of(topic)).await(1, MINUTES);
    lane.start().await(1, MINUTES);
    var dispatcher = new KafkaDispatcher(sender, lane, pending, topic);
    List<Future<Outcome>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      String operation = i == KILLER ? FragileMain.KILLS : FragileMain.WORKS;
      calls.add(dispatcher.dispatch(command(operation, "key-" + i % KEYS)));
    }
    return calls;
  }

  private static Command command(String operation, String key) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Command(
        UUID.randomUUID(),
        InvocationId.random(),
        operation,
        "/gateway/test",
        key,
        now,
        Deadline.after(LIMIT, now),
        null,
        false,
        1,
        Caller.ANONYMOUS,
        TraceContext.start(),
        Payload.json(Buffer.buffer("{}")));
  }
}
