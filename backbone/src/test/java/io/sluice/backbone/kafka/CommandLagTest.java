package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.newTopic;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealKafka.class)
final class CommandLagTest {

  private static final int COMMANDS = 30;

  @Test
  void itCountsWhatIsInHandAndWhatIsNotReadAndFallsToNothing() throws TimeoutException {
    assertLagRisesAndFalls(1_000);
  }

  @Test
  void itIsTrueWhileReadingPausesToo() throws TimeoutException {
    assertLagRisesAndFalls(4);
  }

  private static void assertLagRisesAndFalls(int maxInFlight) throws TimeoutException {
    String topic = newTopic(2);
    Promise<Void> gate = Promise.promise();
    Future<Void> opened = gate.future();
    try (var gateway = Gateway.open(topic);
        var worker =
            Worker.open(
                topic,
                maxInFlight,
                command -> opened.map(open -> Samples.answerTo(command, "w")))) {
      assertEquals(0, worker.lag(topic));

      for (int i = 0; i < COMMANDS; i++) {
        gateway.send(Samples.fresh("op"));
      }
      eventually("all are behind", () -> worker.lag(topic) == COMMANDS);
      gate.complete();

      eventually("none is behind", () -> worker.lag(topic) == 0);
      assertEquals(COMMANDS, worker.seen().size());
      assertEquals(0, worker.lag("another"));
    }
  }
}
