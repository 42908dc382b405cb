package io.sluice.gateway.entrance;

import static io.sluice.gateway.entrance.Worker.json;
import static io.sluice.gateway.entrance.Worker.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Reply;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class NoReplyTest {

  private static final Duration TIMEOUT = Duration.ofMillis(400);

  private final Worker worker;
  private final Client client;

  NoReplyTest(Parts parts) {
    this.worker = parts.worker();
    this.client = new Client(parts.port());
  }

  @Test
  void aSlowWorkersCallerHearsSoAtTheDeadline() {
    String name = worker.answersLater(command -> Promise.<Reply>promise().future());

    long start = System.nanoTime();
    var answer = client.get("/hurries/" + name);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    Problems.check(answer, 504, "reply-timeout");
    assertTrue(answer.headers().firstValue("sluice-invocation").isPresent());
    assertTrue(took.compareTo(TIMEOUT.minusMillis(5)) >= 0, took::toString);
    assertTrue(took.compareTo(TIMEOUT.plusMillis(600)) < 0, took::toString);
  }

  @Test
  void aReplyAfterTheDeadlineHarmsNobody() {
    Promise<Reply> late = Promise.promise();
    String name = worker.answersLater(command -> late.future());
    try (ErrorLog log = ErrorLog.open()) {
      Problems.check(client.get("/hurries/" + name), 504, "reply-timeout");

      late.complete(reply(worker.received(name).getFirst(), null, json("{\"late\":true}")));

      String next = worker.answers(command -> reply(command, null, json("{\"next\":true}")));
      assertEquals("{\"next\":true}", client.get("/hurries/" + next).body());
      assertEquals(List.of(), log.errors());
    }
  }

  @Test
  void withoutAWorkerTheAnswerComesAtOnceAndSaysWhenToTryAgain() {
    long start = System.nanoTime();
    var answer = client.get("/nobody");
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    Problems.check(answer, 503, "no-worker");
    assertEquals(Optional.of("1"), answer.headers().firstValue("retry-after"));
    assertTrue(answer.headers().firstValue("sluice-invocation").isPresent());
    assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, took::toString);
  }
}
