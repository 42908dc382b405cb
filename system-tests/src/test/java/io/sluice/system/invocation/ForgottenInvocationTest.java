package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static io.sluice.system.invocation.Parts.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.system.Answer;
import io.sluice.system.Eventually;
import io.sluice.system.invocation.Client.Asked;
import io.sluice.system.invocation.Parts.RunningGateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of invocations in time; that goes by in their rows. */
@ExtendWith(PartsExtension.class)
final class ForgottenInvocationTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String EXPIRED = "expires_at = clock_timestamp() - interval '11 s'";
  private static final String A_DAY_LATER = "ended_at = ended_at - interval '25 h'";
  private static final String A_WEEK_LATER = "ended_at = ended_at - interval '193 h'";

  private final Parts parts;
  private final String key = UUID.randomUUID().toString();

  ForgottenInvocationTest(Parts parts) {
    this.parts = parts;
  }

  @AfterEach
  void release() {
    parts.worker().release(key);
  }

  @Test
  void whatHasExpiredIsGoneForItsCallerAndItsKeyAndStaysSoWhateverComesLate() throws Exception {
    Answer accepted = call(parts.gateway(), "/patient", "Prefer", "respond-async");
    String id = String.valueOf(accepted.header("Sluice-Invocation"));
    assertEquals(202, accepted.status(), accepted::toString);
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(key));

    parts.ledger().change(id, EXPIRED);

    awaitStatus(410, id);
    assertIsGone(id, "/patient");
    parts.worker().release(key);
    Eventually.holds("its work ends late", LIMIT, () -> parts.deeds().count(key) == 1);
    assertIsGone(id, "/patient");
  }

  @Test
  void whatWasRemovedIsGoneForItsCallerAndItsKeyAndAWeekLaterItNeverWas() throws Exception {
    Answer first = call(parts.gateway(), "/quick");
    String id = String.valueOf(first.header("Sluice-Invocation"));
    assertEquals(200, first.status(), first::toString);

    parts.ledger().change(id, A_DAY_LATER);
    awaitStatus(410, id);
    assertIsGone(id, "/quick");
    assertEquals(1, parts.deeds().count(key));

    parts.ledger().change(id, A_WEEK_LATER);
    awaitStatus(404, id);
    for (String below : List.of("", "/response", "/events")) {
      assertIs(404, "invocation-not-found", ask(parts.other(), HttpMethod.GET, id + below, ADA));
    }
    assertIs(404, "invocation-not-found", ask(parts.other(), HttpMethod.DELETE, id, ADA));

    Answer anew = call(parts.other(), "/quick");
    assertEquals(200, anew.status(), anew::toString);
    assertNull(anew.header("Idempotent-Replayed"));
    assertEquals(id, anew.header("Sluice-Invocation"));
  }

  private void assertIsGone(String id, String path) throws Exception {
    for (RunningGateway gateway : List.of(parts.gateway(), parts.other())) {
      for (String below : List.of("", "/response", "/events")) {
        assertIs(410, "invocation-gone", ask(gateway, HttpMethod.GET, id + below, ADA));
        assertIs(404, "invocation-not-found", ask(gateway, HttpMethod.GET, id + below, BOB));
      }
      assertIs(410, "invocation-gone", ask(gateway, HttpMethod.DELETE, id, ADA));
      assertIs(410, "invocation-gone", call(gateway, path));
    }
  }

  private static void assertIs(int status, String problem, Answer answer) {
    assertEquals(status, answer.status(), answer::toString);
    assertEquals("/problems/" + problem, answer.problem());
  }

  private void awaitStatus(int status, String id) throws Exception {
    Eventually.holds(
        status + " of " + id,
        LIMIT,
        () -> ask(parts.other(), HttpMethod.GET, id, ADA).status() == status);
  }

  private Answer ask(RunningGateway gateway, HttpMethod method, String id, String token)
      throws Exception {
    String url = gateway.url("/invocations/" + id);
    return parts.client().ask(new Asked(method, url, token, Buffer.buffer(), List.of()));
  }

  private Answer call(RunningGateway gateway, String path, String... more) throws Exception {
    List<String> headers = new ArrayList<>(List.of("Idempotency-Key", key));
    headers.addAll(List.of(more));
    return parts.client().ask(post(gateway.url(path), ADA, key, headers.toArray(String[]::new)));
  }
}
