package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.deadletter.DeadLetterQueue;
import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.sluice.system.invocation.Client.Asked;
import io.sluice.system.invocation.Parts.RunningGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An invocation whose command was put aside. */
@ExtendWith(PartsExtension.class)
final class DeadLetteredInvocationTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

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

  @Test
  void whoIsAttachedGetsWhatTheFirstGetsAndWhoComesLaterAConflict() throws Exception {
    Future<Answer> first = parts.client().sending(doomed(parts.gateway()));
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(name));
    Future<Answer> attached = parts.client().sending(doomed(parts.other()));
    Eventually.holds("it waits", LIMIT, () -> parts.other().followers() > 0);
    parts.worker().release(name);

    Answer given = Caller.await(first);
    Answer same = Caller.await(attached);
    Answer later = parts.client().ask(doomed(parts.other()));
    assertEquals(1, Caller.await(letters().discardAll()));

    assertEquals(502, given.status(), given::toString);
    assertEquals(502, same.status(), same::toString);
    assertEquals(given.body(), same.body());
    assertEquals(given.header("Location"), same.header("Location"));
    assertEquals(409, later.status(), later::toString);
  }

  private Asked doomed(RunningGateway gateway) {
    return post(gateway.url("/doomed"), ADA, name, "Idempotency-Key", key);
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
