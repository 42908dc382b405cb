package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.newTopic;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One command that does not end, and many of its key behind it. */
@ExtendWith(RealKafka.class)
final class StuckKeyTest {

  private static final String STUCK = "stuck";
  private static final int MAX_IN_FLIGHT = 4;

  private final String topic = newTopic(2);
  private final Held held = new Held();

  @Test
  void otherKeysOfItsPartitionGoOnPastMoreThanRunAtOnce() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.open(topic, MAX_IN_FLIGHT, this::handle)) {
      sendStuck(gateway, 3 * MAX_IN_FLIGHT);
      for (int i = 0; i < 10; i++) {
        send(gateway, 0, "beside" + i, "key" + i);
      }

      eventually("those beside it are done", () -> worker.operations().contains("beside9"));
      assertEquals(Set.of(STUCK), held.running());
      held.end(STUCK);
    }
  }

  @Test
  void otherPartitionsGoOnWhenItsOwnIsReadNoFurther() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.open(topic, MAX_IN_FLIGHT, this::handle)) {
      sendStuck(gateway, 200);
      send(gateway, 0, "beside", "key");
      for (int i = 0; i < 100; i++) {
        send(gateway, 1, "other" + i, "key" + i % 3);
      }

      eventually("the others are done", () -> worker.operations().contains("other99"));
      assertFalse(worker.operations().contains("beside"), "what waits is bounded");
      held.end(STUCK);

      eventually("all are done", () -> worker.seen().size() == 302);
      assertEquals(
          IntStream.range(0, 200).mapToObj(i -> "behind" + i).toList(),
          worker.operations().stream().filter(one -> one.startsWith("behind")).toList());
    }
  }

  private Future<Reply> handle(Command command) {
    return command.operation().equals(STUCK)
        ? held.handle(command)
        : Future.succeededFuture(Samples.answerTo(command, "w"));
  }

  private void sendStuck(Gateway gateway, int behind) throws TimeoutException {
    send(gateway, 0, STUCK, STUCK);
    for (int i = 0; i < behind; i++) {
      send(gateway, 0, "behind" + i, STUCK);
    }
    eventually("it is stuck", () -> held.running().equals(Set.of(STUCK)));
  }

  private static void send(Gateway gateway, int partition, String operation, String key)
      throws TimeoutException {
    gateway.sendTo(partition, Samples.fresh(operation, key, Duration.ofMinutes(5)));
  }
}
