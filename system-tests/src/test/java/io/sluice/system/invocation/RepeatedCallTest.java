package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static io.sluice.system.invocation.Parts.BOB;
import static io.sluice.system.invocation.Parts.EVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.sluice.system.invocation.Client.Asked;
import io.sluice.system.invocation.Parts.RunningGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a key makes of a call that comes again. */
@ExtendWith(PartsExtension.class)
final class RepeatedCallTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Parts parts;

  RepeatedCallTest(Parts parts) {
    this.parts = parts;
  }

  private final String key = UUID.randomUUID().toString();

  @Test
  void aRepetitionGetsTheFirstAnswerByteForByteFromAnyGateway() throws Exception {
    Answer first = ask(parts.gateway(), "/quick", ADA, "first-" + key);
    Answer again = ask(parts.other(), "/quick", ADA, "first-" + key);

    assertEquals(200, first.status(), first::toString);
    assertNull(first.header("Idempotent-Replayed"));
    assertEquals(200, again.status(), again::toString);
    assertEquals("true", again.header("Idempotent-Replayed"));
    assertEquals(first.body(), again.body());
    assertEquals(first.header("Sluice-Invocation"), again.header("Sluice-Invocation"));
    assertEquals(1, parts.deeds().count("first-" + key));
  }

  @Test
  void aRepetitionGetsTheFirstAnswerFromAGatewayThatCameLater() throws Exception {
    Answer first = ask(parts.gateway(), "/quick", ADA, "later-" + key);
    try (RunningGateway later = parts.startGateway()) {
      Answer again = ask(later, "/quick", ADA, "later-" + key);

      assertEquals("true", again.header("Idempotent-Replayed"), again::toString);
      assertEquals(first.body(), again.body());
    }
  }

  @Test
  void anotherBodyWithTheSameKeyIsRefusedAndNotRun() throws Exception {
    assertEquals(200, ask(parts.gateway(), "/quick", ADA, "one-" + key).status());

    Answer other = ask(parts.other(), "/quick", ADA, "other-" + key);

    assertEquals(422, other.status(), other::toString);
    assertEquals("/problems/idempotency-key-reused", other.problem());
    assertEquals(0, parts.deeds().count("other-" + key));
  }

  @Test
  void aKeyWithAndWithoutQuotesIsTheSame() throws Exception {
    String url = parts.gateway().url("/quick");
    Answer bare = parts.client().ask(post(url, ADA, "q-" + key, "Idempotency-Key", key));
    Answer quoted =
        parts.client().ask(post(url, ADA, "q-" + key, "Idempotency-Key", "\"" + key + "\""));

    assertEquals(bare.body(), quoted.body());
    assertEquals(1, parts.deeds().count("q-" + key));
  }

  @Test
  void theKeyOfAnotherTenantOrPrincipalIsAnotherKey() throws Exception {
    Answer ada = ask(parts.gateway(), "/quick", ADA, "mine-" + key);
    Answer bob = ask(parts.gateway(), "/quick", BOB, "mine-" + key);
    Answer eve = ask(parts.gateway(), "/quick", EVE, "mine-" + key);

    assertEquals(
        List.of("ada", "bob", "eve"),
        List.of(ada, bob, eve).stream().map(one -> one.json().getString("principal")).toList());
    assertNull(bob.header("Idempotent-Replayed"));
    assertNull(eve.header("Idempotent-Replayed"));
    assertEquals(3, parts.deeds().invocations("mine-" + key));
  }

  @Test
  void aMissingKeyThatIsRequiredIsToldSo() throws Exception {
    Answer answer = parts.client().ask(post(parts.gateway().url("/strict"), ADA, "none-" + key));

    assertEquals(400, answer.status());
    assertEquals("/problems/idempotency-key-missing", answer.problem());
    assertEquals(0, parts.deeds().count("none-" + key));
  }

  @Test
  void whatIsNoKeyIsRefused() throws Exception {
    String url = parts.gateway().url("/strict");
    List<Asked> wrong =
        List.of(
            post(url, ADA, "wrong-" + key, "Idempotency-Key", "a".repeat(256)),
            post(url, ADA, "wrong-" + key, "Idempotency-Key", "\"unterminated"),
            post(url, ADA, "wrong-" + key, "Idempotency-Key", "a b"),
            post(url, ADA, "wrong-" + key, "Idempotency-Key", "one", "Idempotency-Key", "two"));

    for (Asked asked : wrong) {
      Answer answer = parts.client().ask(asked);
      assertEquals(400, answer.status(), answer::toString);
      assertEquals("/problems/idempotency-key-invalid", answer.problem());
    }
    assertEquals(0, parts.deeds().count("wrong-" + key));
  }

  @Test
  void whileTheFirstRunsARepetitionIsToldWhereItsEndWillBe() throws Exception {
    Future<Answer> first =
        parts
            .client()
            .sending(
                post(parts.gateway().url("/held"), ADA, "runs-" + key, "Idempotency-Key", key));
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun("runs-" + key));

    Answer again = ask(parts.other(), "/held", ADA, "runs-" + key);
    parts.worker().release("runs-" + key);

    assertEquals(409, again.status(), again::toString);
    assertEquals("/problems/idempotency-key-in-progress", again.problem());
    assertEquals("/invocations/" + again.header("Sluice-Invocation"), again.header("Location"));
    assertTrue(Integer.parseInt(String.valueOf(again.header("Retry-After"))) >= 1);
    assertTrue(List.of(200, 202).contains(Caller.await(first).status()));
    assertEquals(1, parts.deeds().count("runs-" + key));
  }

  @Test
  void whereTheContractSaysAttachARepetitionWaitsForTheFirstOnAnyGateway() throws Exception {
    List<Future<Answer>> both =
        List.of(parts.gateway(), parts.other()).stream()
            .map(
                gateway ->
                    parts
                        .client()
                        .sending(
                            post(
                                gateway.url("/patient"),
                                ADA,
                                "both-" + key,
                                "Idempotency-Key",
                                key)))
            .toList();
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun("both-" + key));
    parts.worker().release("both-" + key);

    List<Answer> answers = Caller.await(Future.all(both)).<Answer>list();
    assertEquals(List.of(200, 200), answers.stream().map(Answer::status).toList());
    assertEquals(answers.getFirst().body(), answers.getLast().body());
    assertEquals(1, parts.deeds().count("both-" + key));
  }

  @Test
  void aReplayWithoutTheScopeIsRefusedAndShowsNothing() throws Exception {
    Answer allowed = ask(parts.gateway(), "/guarded", ADA, "guarded-" + key);
    Answer refused = ask(parts.gateway(), "/guarded", BOB, "guarded-" + key);

    assertEquals(200, allowed.status(), allowed::toString);
    assertEquals(403, refused.status(), refused::toString);
    assertEquals("/problems/insufficient-scope", refused.problem());
    assertTrue(String.valueOf(refused.header("WWW-Authenticate")).contains("insufficient_scope"));
    assertEquals(1, parts.deeds().count("guarded-" + key));
  }

  @Test
  void whoHasLostTheScopeSinceIsRefusedTheAnswerThatWasOnceHis() throws Exception {
    Answer first = ask(parts.gateway(), "/guarded", ADA, "lost-" + key);
    try (RunningGateway strict = parts.startGateway(Set.of())) {
      Answer refused = ask(strict, "/guarded", ADA, "lost-" + key);

      assertEquals(200, first.status(), first::toString);
      assertEquals(403, refused.status(), refused::toString);
      assertEquals("/problems/insufficient-scope", refused.problem());
      assertNull(refused.header("Idempotent-Replayed"));
      assertFalse(
          refused.toString().contains(String.valueOf(first.header("Sluice-Invocation"))),
          refused::toString);
      assertFalse(refused.toString().contains("lost-" + key), refused::toString);
    }
    Answer again = ask(parts.other(), "/guarded", ADA, "lost-" + key);
    assertEquals("true", again.header("Idempotent-Replayed"), again::toString);
    assertEquals(first.body(), again.body());
  }

  private Answer ask(RunningGateway gateway, String path, String token, String deed)
      throws Exception {
    return parts.client().ask(post(gateway.url(path), token, deed, "Idempotency-Key", key));
  }
}
