package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
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
