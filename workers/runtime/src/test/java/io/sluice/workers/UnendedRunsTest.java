package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static io.sluice.workers.KafkaService.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Retry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands whose runs have not ended when their node goes. */
@ExtendWith({RealParts.class, RealDatabase.class})
final class UnendedRunsTest {

  private final List<String> runs = new CopyOnWriteArrayList<>();
  private final KafkaService service;

  UnendedRunsTest() throws TimeoutException {
    service = new KafkaService();
  }

  /** What the operations take. */
  record Input() {}

  @AfterEach
  void close() throws TimeoutException {
    service.close();
  }

  @Test
  void aCommandThatIsNeverRetriedIsNotRunAgainAndItsCallerIsToldSo() throws Exception {
    var first = start();
    var call = service.send("once", "a");
    eventually("it runs", () -> runs.equals(List.of("once-1")));
    service.stop(first);

    var next = start();

    Reply reply = reply(call);
    assertEquals(502, reply.status());
    assertEquals(
        "/problems/outcome-unknown", reply.payload().data().toJsonObject().getString("type"));
    assertEquals(List.of("once-1"), runs);
    assertNull(reply(service.send("steady", "a")).status());
    service.stop(next);
  }

  @Test
  void aCommandWhoseAttemptsNeverEndedIsGivenUpAfterTheLast() throws Exception {
    var first = start();
    var call = service.send("hang", "a");
    eventually("it runs", () -> runs.equals(List.of("hang-1")));
    service.stop(first);

    var second = start();
    eventually("it runs again", () -> runs.equals(List.of("hang-1", "hang-2")));
    assertNull(reply(service.send("steady", "b")).status());
    service.stop(second);

    var third = start();
    Reply reply = reply(call);
    assertEquals(502, reply.status());
    assertEquals(
        "/problems/worker-gave-up", reply.payload().data().toJsonObject().getString("type"));
    eventually("it is put aside", () -> service.deadLetters() == 1);
    assertEquals(
        List.of("hang-1", "hang-2"), runs.stream().filter(run -> run.startsWith("hang")).toList());
    service.stop(third);
  }

  @Test
  void aSecondDeliveryOfACommandThatIsNeverRetriedIsNotRun() throws Exception {
    var node = start();
    var command = Commands.of("paid", "a", "{}", Duration.ofMinutes(2));
    assertNull(reply(service.send(command)).status());

    assertEquals(502, reply(service.send(command)).status());

    assertEquals(List.of("paid-1"), runs);
    service.stop(node);
  }

  private WorkerNode start() throws Exception {
    return service.start(this::handlers, RealDatabase.configOf(service.name()));
  }

  private void handlers(Handlers on) {
    on.command("once", Input.class, (data, call) -> hang(call)).retryNever();
    on.command("paid", Input.class, (data, call) -> done(call)).retryNever();
    on.command("hang", Input.class, (data, call) -> hang(call)).retry(Retry.upTo(2));
    on.command("steady", Input.class, (data, call) -> done(call));
  }

  private Future<?> done(Call call) {
    runs.add(call.operation() + "-" + call.attempt());
    return Future.succeededFuture(Map.of());
  }

  private Future<?> hang(Call call) {
    return done(call).compose(noted -> Promise.promise().future());
  }
}
