package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.kafka.RecordedAnswers;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How far a call is, as its gateway hears it. */
@ExtendWith(RealParts.class)
final class ProgressTest implements RecordedAnswers {

  private static final Duration DAY = Duration.ofHours(24);

  private final List<Message> heard = new CopyOnWriteArrayList<>();

  @Override
  public void reply(Reply reply) {
    heard.add(reply);
  }

  @Override
  public void progress(Progress progress) {
    heard.add(progress);
  }

  @Test
  void aHandlersProgressReachesTheLaneBeforeItsReply() throws TimeoutException {
    Promise<Object> end = Promise.promise();
    try (var service = new KafkaService(this)) {
      service.serve(
          on ->
              on.command(
                  "pick",
                  JsonObject.class,
                  (input, call) -> {
                    call.progress(40, "picked");
                    call.progress(50);
                    call.progress("packed");
                    return end.future();
                  }));
      Command command = recorded("pick");
      service.record(command).await(60, SECONDS);

      eventually("the latest is heard of", () -> heard.size() == 2);
      end.complete(Map.of());
      eventually("it is answered", () -> heard.size() == 3);

      var first = assertInstanceOf(Progress.class, heard.getFirst());
      assertEquals(command.id(), first.causation());
      assertEquals(command.invocation(), first.invocation());
      assertTrue(first.recorded());
      assertEquals("{\"percent\":40,\"message\":\"picked\"}", data(first));
      assertEquals("{\"message\":\"packed\"}", data((Progress) heard.get(1)));
      assertInstanceOf(Reply.class, heard.getLast());
    }
  }

  @Test
  void aBlockingHandlersProgressIsHeardOfWhileItRuns() throws TimeoutException {
    var end = new CountDownLatch(1);
    try (var service = new KafkaService(this)) {
      service.serve(
          on ->
              on.blocking(
                  "print",
                  JsonObject.class,
                  (input, call) -> {
                    for (int percent = 1; percent <= 100; percent++) {
                      call.progress(percent, "printing");
                    }
                    end.await();
                    return Map.of();
                  }));
      service.record(recorded("print")).await(60, SECONDS);

      eventually(
          "the last is heard of",
          () ->
              heard.stream()
                  .anyMatch(
                      one ->
                          data((Progress) one)
                              .equals("{\"percent\":100,\"message\":\"printing\"}")));
      end.countDown();

      eventually("it is answered", () -> heard.getLast() instanceof Reply);
    }
  }

  @Test
  void whatIsToldAfterTheEndIsNotSent() throws Exception {
    var kept = new CompletableFuture<Call>();
    try (var service = new KafkaService(this)) {
      service.serve(
          on ->
              on.command(
                  "end",
                  JsonObject.class,
                  (input, call) -> {
                    kept.complete(call);
                    return Future.succeededFuture(Map.of());
                  }));
      service.record(recorded("end")).await(60, SECONDS);
      eventually("it is answered", () -> heard.size() == 1);

      kept.get(20, SECONDS).progress(99);
      service.record(recorded("end")).await(60, SECONDS);

      eventually("the next is answered", () -> heard.size() == 2);
      assertTrue(heard.stream().allMatch(Reply.class::isInstance));
    }
  }

  @Test
  void ofACallThatIsNotRecordedTheHandlerTellsAsWell() throws TimeoutException {
    try (var service = new KafkaService(this)) {
      service.serve(
          on ->
              on.command(
                  "plain",
                  JsonObject.class,
                  (input, call) -> {
                    call.progress(10);
                    return Future.succeededFuture(Map.of());
                  }));

      assertNull(KafkaService.reply(service.send("plain", "a")).status());

      assertEquals(List.of(), heard);
    }
  }

  private static Command recorded(String operation) {
    return Commands.recorded(Commands.of(operation, "a", "{}", DAY));
  }

  private static String data(Progress progress) {
    return progress.payload().data().toString();
  }
}
