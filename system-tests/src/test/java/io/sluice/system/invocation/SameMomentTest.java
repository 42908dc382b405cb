package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.invocation.Parts.RunningGateway;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two callers with one key at two gateways at the same moment. */
@ExtendWith(PartsExtension.class)
final class SameMomentTest {

  private final Parts parts;

  SameMomentTest(Parts parts) {
    this.parts = parts;
  }

  private static final int PAIRS = Integer.getInteger("sluice.pairs", 200);
  private static final int CONFLICTS = PAIRS / 8;

  @Test
  void theyGetOneInvocationOneRunAndOneAnswer() throws Exception {
    String run = UUID.randomUUID().toString();
    for (int i = 0; i < PAIRS; i++) {
      String name = run + "-" + i;
      Answer[] pair = pair(name, name);

      assertEquals(200, pair[0].status(), pair[0]::toString);
      assertEquals(200, pair[1].status(), pair[1]::toString);
      assertEquals(pair[0].body(), pair[1].body());
      assertEquals(pair[0].header("Sluice-Invocation"), pair[1].header("Sluice-Invocation"));
    }
    assertEquals(PAIRS, parts.deeds().all(run));
    assertEquals(PAIRS, parts.deeds().invocations(run));
  }

  @Test
  void ofTwoDifferentRequestsOneIsRefusedAndTheOtherRun() throws Exception {
    String run = UUID.randomUUID().toString();
    for (int i = 0; i < PAIRS / 4; i++) {
      Answer[] pair = pair(run + "-a" + i, run + "-b" + i);

      assertEquals(
          List.of(200, 422),
          List.of(pair[0].status(), pair[1].status()).stream().sorted().toList(),
          () -> pair[0] + " " + pair[1]);
    }
    assertEquals(PAIRS / 4, parts.deeds().all(run));
  }

  /** The first is held, so that the other comes while it runs, however late. */
  @Test
  void whereTheContractSaysConflictOneGoesThroughAndTheOtherIsToldWhereItsEndWillBe()
      throws Exception {
    String run = UUID.randomUUID().toString();
    for (int i = 0; i < CONFLICTS; i++) {
      String key = run + "-" + i;
      List<Future<Answer>> pair =
          List.of(exclusive(parts.gateway(), key), exclusive(parts.other(), key));
      Answer refused = Caller.await(Future.any(pair).map(any -> ended(pair)));
      parts.worker().release(key);
      Answer through = Caller.await(other(pair, refused));
      Answer later = Caller.await(exclusive(parts.other(), key));

      assertIsConflict(refused);
      assertEquals(200, through.status(), through::toString);
      assertNull(through.header("Idempotent-Replayed"));
      assertEquals(through.header("Sluice-Invocation"), refused.header("Sluice-Invocation"));
      assertEquals("true", later.header("Idempotent-Replayed"), later::toString);
      assertEquals(through.body(), later.body());
    }
    assertEquals(CONFLICTS, parts.deeds().all(run));
    assertEquals(CONFLICTS, parts.deeds().invocations(run));
  }

  private static void assertIsConflict(Answer refused) {
    assertEquals(409, refused.status(), refused::toString);
    assertEquals("/problems/idempotency-key-in-progress", refused.problem());
    assertEquals("/invocations/" + refused.header("Sluice-Invocation"), refused.header("Location"));
    assertTrue(Integer.parseInt(String.valueOf(refused.header("Retry-After"))) >= 1);
  }

  private static Answer ended(List<Future<Answer>> pair) {
    return (pair.getFirst().succeeded() ? pair.getFirst() : pair.getLast()).result();
  }

  private static Future<Answer> other(List<Future<Answer>> pair, Answer one) {
    Future<Answer> first = pair.getFirst();
    return first.succeeded() && first.result().equals(one) ? pair.getLast() : first;
  }

  private Future<Answer> exclusive(RunningGateway gateway, String key) {
    return parts
        .client()
        .sending(post(gateway.url("/exclusive"), ADA, key, "Idempotency-Key", key));
  }

  private Answer[] pair(String one, String other) throws Exception {
    String key = UUID.randomUUID().toString();
    var first =
        parts
            .client()
            .sending(post(parts.gateway().url("/quick"), ADA, one, "Idempotency-Key", key));
    var second =
        parts
            .client()
            .sending(post(parts.other().url("/quick"), ADA, other, "Idempotency-Key", key));
    return new Answer[] {Caller.await(first), Caller.await(second)};
  }
}
