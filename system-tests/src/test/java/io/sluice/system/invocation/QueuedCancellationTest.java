package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.system.Answer;
import io.sluice.system.Eventually;
import io.sluice.system.invocation.Client.Asked;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A caller who does not want it any more before its turn has come. */
@ExtendWith(PartsExtension.class)
final class QueuedCancellationTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Parts parts;
  private final String queue = UUID.randomUUID().toString();
  private final String ahead = "ahead-" + queue;
  private final String unwanted = "unwanted-" + queue;
  private final String behind = "behind-" + queue;

  QueuedCancellationTest(Parts parts) {
    this.parts = parts;
  }

  @AfterEach
  void releaseAll() {
    List.of(ahead, unwanted, behind).forEach(parts.worker()::release);
  }

  @Test
  void itsWorkNeverBeginsAndTheQueueGoesOn() throws Exception {
    String first = accepted(queue, ahead);
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(ahead));
    String second = accepted(queue, unwanted);
    String third = accepted(queue, behind);

    Answer asked = cancel(second);
    awaitHeard();
    releaseAll();

    assertEquals(202, asked.status(), asked::toString);
    assertEquals("accepted", asked.json().getString("state"), asked::toString);
    assertEquals(true, asked.json().getBoolean("cancelRequested"), asked::toString);
    assertEquals("cancelled", end(second));
    assertEquals("succeeded", end(first));
    assertEquals("succeeded", end(third));
    assertFalse(parts.worker().hasBegun(unwanted));
    assertEquals(
        List.of(1, 0, 1),
        List.of(
            parts.deeds().count(ahead),
            parts.deeds().count(unwanted),
            parts.deeds().count(behind)));
    assertEquals(409, cancel(second).status());
    assertKeyTellsOfTheCancellation(second);
  }

  private void assertKeyTellsOfTheCancellation(String place) throws Exception {
    Answer response = parts.client().ask(get(parts.gateway().url(place + "/response"), ADA));
    Answer again = ask(queue, unwanted, "Idempotency-Key", unwanted);

    assertEquals(409, response.status(), response::toString);
    assertEquals("/problems/cancelled", response.problem());
    assertEquals("true", again.header("Idempotent-Replayed"), again::toString);
    assertEquals(response.status(), again.status());
    assertEquals(response.body(), again.body());
    assertEquals(0, parts.deeds().count(unwanted));
  }

  /** Wishes arrive in their order: with that of a running one, which ends by it, all before. */
  private void awaitHeard() throws Exception {
    String running = "running-" + queue;
    String place = accepted(running, running);
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(running));
    assertEquals(202, cancel(place).status());
    assertEquals("cancelled", end(place));
  }

  private String accepted(String inQueue, String deed) throws Exception {
    Answer answer = ask(inQueue, deed, "Idempotency-Key", deed, "Prefer", "respond-async");
    assertEquals(202, answer.status(), answer::toString);
    return String.valueOf(answer.header("Location"));
  }

  private Answer ask(String inQueue, String deed, String... headers) throws Exception {
    return parts.client().ask(post(parts.gateway().url("/queues/" + inQueue), ADA, deed, headers));
  }

  private Answer cancel(String place) throws Exception {
    String url = parts.other().url(place);
    return parts.client().ask(new Asked(HttpMethod.DELETE, url, ADA, Buffer.buffer(), List.of()));
  }

  private String end(String place) throws Exception {
    return parts
        .client()
        .ask(get(parts.gateway().url(place), ADA, "Prefer", "wait=25"))
        .json()
        .getString("state");
  }
}
