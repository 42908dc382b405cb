package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static io.sluice.workers.KafkaService.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.Answer;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.StreamEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands over Kafka that a handler of events answers. */
@ExtendWith({RealParts.class, RealDatabase.class})
final class DeferredReplyTest {

  private static final String KEY = "a";

  private final AtomicInteger runs = new AtomicInteger();
  private final KafkaService service;
  private final String stream;

  DeferredReplyTest() throws TimeoutException {
    service = new KafkaService();
    stream = service.name() + ".facts";
    RealParts.createStream(stream, 1);
  }

  /** What the operations take. */
  record Input() {}

  /** Which order was approved. */
  record Approved(UUID order) {}

  @AfterEach
  void close() throws TimeoutException {
    service.close();
  }

  @Test
  void aHandlerOfEventsAnswersACommandThatWaits() throws Exception {
    var node = start();
    Command order = order();
    Future<Outcome> call = service.send(order);
    eventually("it waits", () -> service.deferred() == 1);
    assertFalse(call.isComplete());
    assertEquals(0, service.lag());

    approve(order);

    Reply reply = reply(call);
    assertEquals(201, reply.status());
    assertEquals("{\"approved\":true}", reply.payload().data().toString());
    eventually("none waits", () -> service.deferred() == 0);
    service.stop(node);
  }

  @Test
  void aCommandThatComesAgainGetsNoReplyBeforeAndTheFirstOneAfter() throws Exception {
    var node = start();
    Command order = order();
    Future<Outcome> call = service.send(order);
    eventually("it ran", () -> runs.get() == 1);
    Future<Outcome> again = service.send(order);
    assertNull(reply(service.send("steady", KEY)).status(), "its key goes on");
    assertFalse(call.isComplete() || again.isComplete());

    approve(order);

    Reply first = reply(again);
    Reply repeated = reply(service.send(order));
    assertEquals(first.payload(), repeated.payload());
    assertEquals(first.status(), repeated.status());
    assertEquals(1, runs.get());
    service.stop(node);
  }

  @Test
  void theReplyMayComeFromAnotherNodeAfterARestart() throws Exception {
    var first = start();
    Command order = order();
    Future<Outcome> call = service.send(order);
    eventually("it waits", () -> service.deferred() == 1);
    service.stop(first);

    var second = start();
    approve(order);

    assertEquals(201, reply(call).status());
    assertEquals(1, runs.get());
    service.stop(second);
  }

  private static Command order() {
    return Commands.of("order", KEY, "{}", Duration.ofMinutes(2));
  }

  private void approve(Command order) throws TimeoutException {
    var data = new JsonObject().put("order", order.id().toString()).encode();
    var approval = Commands.of("approve", "approver", data, Duration.ofMinutes(2));
    assertNull(reply(service.send(approval)).status());
  }

  private WorkerNode start() throws Exception {
    return service.start(this::handlers, RealDatabase.configOf(service.name()));
  }

  private void handlers(Handlers on) {
    on.publishes(stream);
    on.command("order", Input.class, (input, call) -> order(call)).durable();
    on.command("approve", Approved.class, this::approve).durable();
    on.command("steady", Input.class, (input, call) -> Future.succeededFuture(Map.of()));
    on.stream(stream).event("Approved", Approved.class, DeferredReplyTest::approved);
  }

  private Future<FirstReply> order(Call call) {
    return call.transaction(
        tx -> {
          runs.incrementAndGet();
          return Future.succeededFuture(call.defer());
        });
  }

  private Future<FirstReply> approve(Approved data, Call call) {
    return call.transaction(
        tx -> {
          tx.publish(stream, "a", "Approved", data);
          return Future.succeededFuture(Map.of());
        });
  }

  private static Future<Void> approved(Approved data, StreamEvent event) {
    return event.transaction(
        tx -> tx.reply(data.order(), Answer.created("/orders/1", Map.of("approved", true))));
  }
}
