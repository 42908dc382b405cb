package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.backbone.LogLines;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PollLoopTest {

  @Test
  void aSessionThatFailsAgainForTheSameReasonIsToldOnce() throws Exception {
    var sessions = new AtomicInteger();
    var loop =
        new PollLoop(
            "failing",
            running -> {
              throw new IllegalStateException(
                  sessions.incrementAndGet() < 3 ? "no rights" : "no topic");
            });
    try (LogLines log = LogLines.open()) {
      var failure =
          assertThrows(IllegalStateException.class, () -> loop.start().await(10, SECONDS));
      assertEquals("no rights", failure.getMessage());

      eventually("it has failed four times", () -> sessions.get() == 4);

      assertEquals(2, log.of("session ended").size());
    } finally {
      loop.stop().await(10, SECONDS);
    }
  }
}
