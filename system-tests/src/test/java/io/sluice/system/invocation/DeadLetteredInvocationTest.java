package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.deadletter.DeadLetterQueue;
import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An invocation whose command was put aside. */
@ExtendWith(PartsExtension.class)
final class DeadLetteredInvocationTest {

  private final Parts parts;

  DeadLetteredInvocationTest(Parts parts) {
    this.parts = parts;
  }

  private final String name = UUID.randomUUID().toString();
  private final String key = name;

  @AfterEach
  void breakAgain() {
    parts.worker().mend(false);
  }

  @Test
  void aRedriveCompletesTheSameInvocation() throws Exception {
    Answer given = fail();
    String place = String.valueOf(given.header("Location"));

    assertEquals(502, given.status(), given::toString);
    assertEquals("deadLettered", state(place));
    assertEquals(
        202, parts.client().ask(get(parts.gateway().url(place + "/response"), ADA)).status());
    assertEquals(409, fail().status());

    parts.worker().mend(true);
    assertEquals(1, Caller.await(letters().redriveAll()));

    Eventually.holds("it ends", Duration.ofSeconds(20), () -> "succeeded".equals(state(place)));
    assertEquals(1, parts.deeds().count(name));
    Answer again = fail();
    assertEquals(200, again.status(), again::toString);
    assertEquals("true", again.header("Idempotent-Replayed"));
  }

  @Test
  void aDiscardEndsItAsFailed() throws Exception {
    Answer given = fail();
    String place = String.valueOf(given.header("Location"));

    assertEquals(1, Caller.await(letters().discardAll()));

    Eventually.holds("it ends", Duration.ofSeconds(20), () -> "failed".equals(state(place)));
    assertEquals(0, parts.deeds().count(name));
  }

  private Answer fail() throws Exception {
    return parts
        .client()
        .ask(post(parts.gateway().url("/failing"), ADA, name, "Idempotency-Key", key));
  }

  private String state(String place) throws Exception {
    return parts.client().ask(get(parts.other().url(place), ADA)).json().getString("state");
  }

  private DeadLetterQueue letters() {
    return new DeadLetterQueue(
        parts.node().vertx(), parts.kafka(), "deeds.commands", InstantSource.system());
  }
}
