package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.sluice.system.invocation.Parts.RunningGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Callers who follow what they do not wait for. */
@ExtendWith(PartsExtension.class)
final class FollowedInvocationTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Parts parts;

  FollowedInvocationTest(Parts parts) {
    this.parts = parts;
  }

  private final String name = UUID.randomUUID().toString();

  @Test
  void eventsTellOfTheAcceptanceTheProgressAndTheEndOnAnyGateway() throws Exception {
    String place = accepted();
    Future<Answer> events =
        parts.client().sending(get(parts.other().url(place), ADA, "Accept", "text/event-stream"));
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(name));
    Eventually.holds(
        "its progress is known",
        LIMIT,
        () ->
            parts.client().ask(get(parts.other().url(place), ADA)).json().containsKey("progress"));
    parts.worker().release(name);

    String told = Caller.await(events).body().toString();
    assertTrue(told.contains("event: progress") && told.contains("\"percent\":50"), told);
    assertTrue(told.contains("event: completed") && told.contains("\"succeeded\""), told);
  }

  @Test
  void whoComesAgainIsToldWhatIsNewerOnceAndThenNotToComeAgain() throws Exception {
    String place = accepted();
    parts.worker().release(name);
    Answer end = parts.client().ask(get(parts.gateway().url(place), ADA, "Prefer", "wait=20"));
    String version = String.valueOf(end.header("ETag")).replaceAll("[W/\"]", "");
    String url = parts.other().url(place + "/events");

    Answer all = parts.client().ask(get(url, ADA));
    Answer rest = parts.client().ask(get(url, ADA, "Last-Event-ID", "0"));
    Answer nothing = parts.client().ask(get(url, ADA, "Last-Event-ID", version));
    Answer wrong = parts.client().ask(get(url, ADA, "Last-Event-ID", "x"));

    assertTrue(
        all.body().toString().contains("id: " + version + "\nevent: completed"), all::toString);
    assertTrue(rest.body().toString().contains("event: completed"), rest::toString);
    assertEquals(204, nothing.status());
    assertEquals(400, wrong.status());
  }

  @Test
  void aLongPollEndsWithTheEndAndElseSaysThatThereIsNone() throws Exception {
    String place = accepted();
    Answer none = parts.client().ask(get(parts.other().url(place), ADA, "Prefer", "wait=1"));
    Future<Answer> waits =
        parts.client().sending(get(parts.other().url(place), ADA, "Prefer", "wait=20"));
    parts.worker().release(name);
    Answer end = Caller.await(waits);

    assertEquals(200, none.status());
    assertEquals(false, none.json().getBoolean("done"));
    assertEquals("wait=1", none.header("Preference-Applied"));
    assertEquals(true, end.json().getBoolean("done"), end::toString);
    assertTrue(end.took().compareTo(Duration.ofSeconds(5)) < 0, end.took()::toString);
    Answer known =
        parts
            .client()
            .ask(
                get(
                    parts.gateway().url(place),
                    ADA,
                    "If-None-Match",
                    String.valueOf(end.header("ETag"))));
    assertEquals(304, known.status());
    assertEquals("Accept, Prefer", known.header("Vary"));
    Answer json =
        parts
            .client()
            .ask(get(parts.other().url(place), ADA, "Accept", "*/*, text/event-stream;q=0"));
    assertEquals("application/json", json.header("Content-Type"), json::toString);
  }

  @Test
  void aCallThatBecameAnAcceptanceRunsAndShowsItsProgress() throws Exception {
    Answer answer =
        parts.client().ask(post(parts.gateway().url("/patient"), ADA, name, "Prefer", "wait=1"));
    assertEquals(202, answer.status(), answer::toString);
    String url = parts.other().url(String.valueOf(answer.header("Location")));
    parts.worker().tell(name, 70);

    Eventually.holds(
        "its progress is known",
        LIMIT,
        () -> parts.client().ask(get(url, ADA)).json().containsKey("progress"));
    Answer now = parts.client().ask(get(url, ADA));
    parts.worker().release(name);

    assertEquals("running", now.json().getString("state"), now::toString);
    assertEquals(70, now.json().getJsonObject("progress").getInteger("percent"));
  }

  @Test
  void whoWaitsForAResponseThatExpiresIsToldThatItIsGone() throws Exception {
    String place = accepted();
    Future<Answer> waits =
        parts
            .client()
            .sending(get(parts.other().url(place + "/response"), ADA, "Prefer", "wait=20"));
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(name));
    parts
        .ledger()
        .change(
            place.substring(place.lastIndexOf('/') + 1),
            "expires_at = clock_timestamp() - interval '1 min'");

    Answer gone = Caller.await(waits);
    parts.worker().release(name);

    assertEquals(410, gone.status(), gone::toString);
    assertEquals("/problems/invocation-gone", gone.problem());
  }

  @Test
  void whoGoesWaitsNoMore() throws Exception {
    String place = accepted();
    RunningGateway quiet = parts.startGateway();
    try (quiet;
        RawGet poll = RawGet.send(quiet.url(place), ADA, "Prefer: wait=20");
        RawGet events = RawGet.send(quiet.url(place), ADA, "Accept: text/event-stream")) {
      Eventually.holds("both wait", LIMIT, () -> quiet.followers() == 2);

      poll.leave();
      Eventually.holds("one has gone", Duration.ofSeconds(5), () -> quiet.followers() == 1);
      events.leave();
      Eventually.holds("both have gone", Duration.ofSeconds(5), () -> quiet.followers() == 0);
    }
    parts.worker().release(name);
  }

  @Test
  void aRepetitionThatGoesWaitsNoMore() throws Exception {
    RunningGateway quiet = parts.startGateway();
    Future<Answer> first =
        parts
            .client()
            .sending(post(parts.gateway().url("/patient"), ADA, name, "Idempotency-Key", name));
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(name));
    try (quiet) {
      try (Client leaving = new Client()) {
        var unused =
            leaving.sending(post(quiet.url("/patient"), ADA, name, "Idempotency-Key", name));
        Eventually.holds("it waits", LIMIT, () -> quiet.followers() == 1);
      }
      Eventually.holds("it has gone", Duration.ofSeconds(5), () -> quiet.followers() == 0);
    }
    parts.worker().release(name);
    assertTrue(Caller.await(first).status() < 300);
  }

  @Test
  void aStreamThatHasNothingToTellYetBeginsAtOnce() throws Exception {
    String place = accepted();
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(name));
    try (RawGet events =
        RawGet.send(parts.other().url(place + "/events"), ADA, "Last-Event-ID: 999")) {
      assertEquals("HTTP/1.1 200 OK", events.line());
    }
    parts.worker().release(name);
  }

  private String accepted() throws Exception {
    Answer answer =
        parts
            .client()
            .ask(post(parts.gateway().url("/patient"), ADA, name, "Prefer", "respond-async"));
    assertEquals(202, answer.status(), answer::toString);
    return String.valueOf(answer.header("Location"));
  }
}
