package io.sluice.workers.processing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Command;
import io.sluice.workers.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CancellationsTest {

  private Instant now = Instant.now();
  private final Cancellations cancellations = new Cancellations(() -> now);

  @Test
  void oneIsRememberedUntilItsCommandExpires() {
    hear(Commands.of("op", "{}", Duration.ofSeconds(10)));
    hear(Commands.of("op", "{}", Duration.ofSeconds(60)));
    assertEquals(2, cancellations.size());

    now = now.plusSeconds(30);
    hear(Commands.of("op", "{}", Duration.ofSeconds(90)));

    assertEquals(2, cancellations.size());
  }

  @Test
  void oneOfAnExpiredCommandIsNotRemembered() {
    now = now.plusSeconds(30);

    hear(Commands.of("op", "{}", Duration.ofSeconds(10)));

    assertEquals(0, cancellations.size());
  }

  @Test
  void ofTooManyTheOldestIsForgotten() {
    Command oldest = Commands.of("op", "{}", Duration.ofSeconds(60));
    Command second = Commands.of("op", "{}", Duration.ofSeconds(60));
    hear(oldest);
    hear(second);

    for (int i = 1; i < Cancellations.MOST_REMEMBERED; i++) {
      hear(Commands.of("op", "{}", Duration.ofSeconds(60)));
    }

    assertEquals(Cancellations.MOST_REMEMBERED, cancellations.size());
    assertFalse(cancellations.isCancelled(oldest.id()));
    assertTrue(cancellations.isCancelled(second.id()));
  }

  private void hear(Command command) {
    cancellations.hear(Cancellation.of(command, UUID.randomUUID(), command.time()));
  }
}
