package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.system.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a caller wants to wait, as RFC 7240 has it. */
@ExtendWith(PartsExtension.class)
final class PreferredAnswerTest {

  private final Parts parts;

  PreferredAnswerTest(Parts parts) {
    this.parts = parts;
  }

  private final String name = UUID.randomUUID().toString();

  @Test
  void whoDoesNotWantToWaitIsToldOfTheAcceptanceAndFindsTheEnd() throws Exception {
    Answer accepted = ask("/quick", "Prefer", "respond-async");

    assertEquals(202, accepted.status(), accepted::toString);
    assertEquals("respond-async", accepted.header("Preference-Applied"));
    assertEquals("Prefer", accepted.header("Vary"));
    assertEquals("no-store", accepted.header("Cache-Control"));
    String place = String.valueOf(accepted.header("Location"));
    assertEquals(place, accepted.header("Operation-Location"));
    Answer end = parts.client().ask(get(parts.other().url(place), ADA, "Prefer", "wait=20"));
    assertEquals("succeeded", end.json().getString("state"), end::toString);
    Answer response = parts.client().ask(get(parts.other().url(place + "/response"), ADA));
    assertEquals(200, response.status());
    assertEquals(name, response.json().getString("name"));
    assertEquals(1, parts.deeds().count(name));
  }

  @Test
  void bothTogetherAnswerWithinTheWait() throws Exception {
    Answer answer = ask("/quick", "Prefer", "respond-async, wait=4");

    assertEquals(200, answer.status(), answer::toString);
    assertEquals("wait=4", answer.header("Preference-Applied"));
  }

  @Test
  void aWaitThatIsOverBecomesAnAcceptanceOfTheSameInvocation() throws Exception {
    Answer answer = ask("/patient", "Prefer", "wait=1");
    parts.worker().release(name);

    assertEquals(202, answer.status(), answer::toString);
    assertEquals("wait=1", answer.header("Preference-Applied"));
    assertEquals("/invocations/" + answer.header("Sluice-Invocation"), answer.header("Location"));
    Answer end =
        parts
            .client()
            .ask(
                get(
                    parts.other().url(answer.header("Location") + "/response"),
                    ADA,
                    "Prefer",
                    "wait=20"));
    assertEquals(200, end.status(), end::toString);
    assertEquals(1, parts.deeds().count(name));
  }

  @Test
  void whatIsNoPreferenceIsIgnored() throws Exception {
    for (String prefer :
        List.of("wait=-1", "wait=x", "foo", "wait=99999999999999", "respond-async=1")) {
      Answer answer = ask("/quick", "Prefer", prefer);

      assertEquals(200, answer.status(), () -> prefer + ": " + answer);
      assertNull(answer.header("Preference-Applied"), prefer);
    }
  }

  @Test
  void whatTheClientSaysOfTheMessageIsNotInIt() throws Exception {
    String forged = UUID.randomUUID().toString();
    Answer answer =
        ask(
            "/quick",
            "correlation-id",
            forged,
            "ce-id",
            forged,
            "ce-source",
            forged,
            "reply-to",
            forged,
            "traceparent",
            "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-00");

    assertEquals(200, answer.status());
    assertNotEquals(forged, answer.json().getString("invocation"));
    assertEquals("ada", answer.json().getString("principal"));
  }

  private Answer ask(String path, String... headers) throws Exception {
    return parts.client().ask(post(parts.gateway().url(path), ADA, name, headers));
  }
}
