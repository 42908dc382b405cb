package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A ledger that is not there, or not reached. */
@ExtendWith(PartsExtension.class)
final class LedgerAwayTest {

  private final Parts parts;

  LedgerAwayTest(Parts parts) {
    this.parts = parts;
  }

  private boolean isDown;
  private final String key = UUID.randomUUID().toString();

  @AfterEach
  void mend() throws Exception {
    if (isDown) {
      Caller.await(parts.ledgerLink().up());
    }
    parts.ledgerLink().pass();
    Eventually.holds(
        "calls are recorded again",
        Duration.ofSeconds(30),
        () ->
            parts
                    .client()
                    .ask(
                        post(
                            parts.gateway().url("/quick"), ADA, "again", "Prefer", "respond-async"))
                    .status()
                == 202);
  }

  @Test
  void callsThatWouldBeRecordedAreRefusedAndOthersGoOn() throws Exception {
    isDown = true;
    Caller.await(parts.ledgerLink().down());
    String url = parts.gateway().url("/quick");
    // What was in a connection that was cut has an unknown outcome, and gets 504.
    Eventually.holds(
        "no connection to the ledger is left",
        Duration.ofSeconds(30),
        () ->
            parts.client().ask(post(url, ADA, "cut-" + key, "Prefer", "respond-async")).status()
                == 503);

    Answer keyed = parts.client().ask(post(url, ADA, "away-" + key, "Idempotency-Key", key));
    Answer async = parts.client().ask(post(url, ADA, "away-" + key, "Prefer", "respond-async"));
    Answer plainOfDurable = parts.client().ask(post(url, ADA, "plain-" + key));
    Answer plain = parts.client().ask(post(parts.gateway().url("/plain"), ADA, "plain"));

    for (Answer refused : List.of(keyed, async)) {
      assertEquals(503, refused.status(), refused::toString);
      assertEquals("/problems/ledger-unavailable", refused.problem());
      assertTrue(Integer.parseInt(String.valueOf(refused.header("Retry-After"))) >= 1);
    }
    assertEquals(200, plainOfDurable.status(), plainOfDurable::toString);
    assertEquals(200, plain.status(), plain::toString);
    assertEquals(0, parts.deeds().count("away-" + key));
    assertEquals(1, parts.deeds().count("plain-" + key));
  }

  @Test
  void aRepetitionAfterALinkThatWasCutAnywhereResolvesToOneInvocation() throws Exception {
    for (int bytes = 50; bytes < 1_500; bytes += 290) {
      String name = "cut-" + bytes + "-" + key;
      String own = key + bytes;
      parts.ledgerLink().cutAfter(bytes);
      Answer first =
          parts
              .client()
              .ask(post(parts.gateway().url("/quick"), ADA, name, "Idempotency-Key", own));
      parts.ledgerLink().pass();
      Answer[] last = {first};
      Eventually.holds(
          name,
          Duration.ofSeconds(30),
          () -> {
            last[0] =
                parts
                    .client()
                    .ask(post(parts.other().url("/quick"), ADA, name, "Idempotency-Key", own));
            return last[0].status() == 200;
          });

      assertTrue(List.of(200, 202, 503, 504).contains(first.status()), first::toString);
      assertEquals(1, parts.deeds().count(name), name);
    }
  }
}
