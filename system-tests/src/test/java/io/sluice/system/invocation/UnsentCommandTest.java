package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.system.Answer;
import io.sluice.system.Eventually;
import io.sluice.system.proxy.Direction;
import io.sluice.system.proxy.FaultProxy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Recorded commands of which nobody knows whether they were sent. */
@ExtendWith(PartsExtension.class)
final class UnsentCommandTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String BY_NAME = "position(convert_to(?, 'UTF8') in data) > 0";
  private static final String NEVER_SENT =
      BY_NAME + " and state = 'accepted' and sent_at is null and sends = 0";

  /** So that nobody has to wait until the acknowledgement is overdue. */
  private static final String LONG_AGO = "recorded_at = recorded_at - interval '1 minute'";

  private static final String NOT_ACKNOWLEDGED =
      LONG_AGO + ", sent_at = null, partition = null, record_offset = null";

  private final Parts parts;
  private final String name = UUID.randomUUID().toString();

  UnsentCommandTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void whatAKilledGatewayHadRecordedIsSentByAnotherAndWhatItHadSentEnds() throws Exception {
    String sent = UUID.randomUUID().toString();
    FaultProxy link = parts.ledger().openLink();
    String place;
    try (var dying = parts.startProcess(link)) {
      place = location(ask(dying.url("/patient"), sent, "Prefer", "respond-async"));
      Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(sent));
      // The commit happens, and the gateway never learns of it.
      link.swallow(Direction.TO_CLIENT);
      Future<Answer> unanswered =
          parts.client().sending(post(dying.url("/quick"), ADA, name, "Idempotency-Key", name));
      Eventually.holds("it is recorded", LIMIT, () -> ids(NEVER_SENT).size() == 1);
      assertFalse(unanswered.isComplete());
      dying.kill();
    }
    assertEquals(0, parts.deeds().count(name));
    String id = ids(NEVER_SENT).getFirst();

    parts.ledger().change(id, LONG_AGO);
    assertEquals("succeeded", end("/invocations/" + id));
    parts.worker().release(sent);
    assertEquals("succeeded", end(place));

    Answer again = ask(parts.gateway().url("/quick"), name, "Idempotency-Key", name);
    assertEquals("true", again.header("Idempotent-Replayed"), again::toString);
    assertEquals(id, again.json().getString("invocation"));
    assertEquals(1, parts.deeds().count(name));
    assertEquals(1, parts.deeds().count(sent));
  }

  @Test
  void whatWasSentTwiceBecauseItsAcknowledgementWasLostIsDoneOnce() throws Exception {
    String queue = "/queues/" + name;
    String behind = UUID.randomUUID().toString();
    String place = location(ask(parts.gateway().url(queue), name, "Prefer", "respond-async"));
    String id = place.substring("/invocations/".length());
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(name));
    Eventually.holds(
        "its place is known", LIMIT, () -> !ids(BY_NAME + " and sent_at is not null").isEmpty());

    parts.ledger().change(id, NOT_ACKNOWLEDGED);
    Eventually.holds(
        "it is sent again",
        LIMIT,
        () -> !ids(BY_NAME + " and sends = 2 and sent_at is not null").isEmpty());
    // Of the same key, so that its end is behind that of both before it.
    parts.worker().release(behind);
    String last = location(ask(parts.gateway().url(queue), behind, "Prefer", "respond-async"));
    parts.worker().release(name);

    assertEquals("succeeded", end(last));
    assertEquals("succeeded", end(place));
    assertEquals(1, parts.deeds().count(name));
    assertEquals(1, parts.deeds().count(behind));
  }

  private List<String> ids(String condition) throws Exception {
    return parts.ledger().ids(condition, name);
  }

  private Answer ask(String url, String deed, String... headers) throws Exception {
    return parts.client().ask(post(url, ADA, deed, headers));
  }

  private static String location(Answer answer) {
    assertEquals(202, answer.status(), answer::toString);
    return String.valueOf(answer.header("Location"));
  }

  private String end(String place) throws Exception {
    return parts
        .client()
        .ask(get(parts.other().url(place), ADA, "Prefer", "wait=25"))
        .json()
        .getString("state");
  }
}
