package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.sluice.system.invocation.Parts.RunningGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ledger's server is killed while calls come, and started again on the same data. */
@ExtendWith(PartsExtension.class)
final class KilledLedgerTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int HELD = 12;
  private static final int BEFORE = 30;

  private final Parts parts;
  private final String run = UUID.randomUUID().toString();
  private final SteadyCalls steady;
  private boolean isDown;

  KilledLedgerTest(Parts parts) {
    this.parts = parts;
    this.steady = new SteadyCalls(parts, run + "-steady-");
  }

  @AfterEach
  void mend() throws Exception {
    var unused = steady.end();
    if (isDown) {
      parts.ledger().startAgain();
    }
    for (int i = 0; i < HELD; i++) {
      parts.worker().release(held(i));
    }
  }

  @Test
  void whatWasAcceptedEndsAndMeanwhileOnlyWhatNeedsTheLedgerIsRefused() throws Exception {
    Map<String, String> accepted = acceptHeld();
    steady.begin();
    Eventually.holds("calls come", LIMIT, () -> steady.answered(202) >= BEFORE);

    parts.ledger().kill();
    isDown = true;
    Eventually.holds("it is noticed", LIMIT, () -> keyed(parts.gateway()).status() == 503);
    Eventually.holds("by the other", LIMIT, () -> keyed(parts.other()).status() == 503);
    assertOnlyWhatNeedsTheLedgerIsRefused(accepted.values().iterator().next());
    for (int i = 0; i < HELD / 2; i++) {
      String name = held(i);
      parts.worker().release(name);
      Eventually.holds("it is done", LIMIT, () -> parts.deeds().count(name) == 1);
    }
    parts.ledger().startAgain();
    isDown = false;

    Eventually.holds(
        "the refused call is taken", LIMIT, () -> keyed(parts.gateway()).status() == 200);
    assertEquals("true", keyed(parts.other()).header("Idempotent-Replayed"));
    long before = steady.answered(202);
    Eventually.holds("calls go on", LIMIT, () -> steady.answered(202) >= before + BEFORE);
    Set<String> refused = addSteady(accepted);
    for (int i = HELD / 2; i < HELD; i++) {
      parts.worker().release(held(i));
    }
    assertEachEnds(accepted);
    assertNoneTookEffectTwice(accepted.keySet(), refused);
    assertEquals(1, parts.deeds().count(run));
  }

  private Map<String, String> acceptHeld() throws Exception {
    Map<String, String> accepted = new TreeMap<>();
    for (int i = 0; i < HELD; i++) {
      String name = held(i);
      var gateway = i % 2 == 0 ? parts.gateway() : parts.other();
      Answer answer =
          parts.client().ask(post(gateway.url("/patient"), ADA, name, "Prefer", "respond-async"));
      assertEquals(202, answer.status(), answer::toString);
      accepted.put(name, String.valueOf(answer.header("Location")));
      Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(name));
    }
    return accepted;
  }

  private void assertOnlyWhatNeedsTheLedgerIsRefused(String place) throws Exception {
    for (RunningGateway gateway : List.of(parts.gateway(), parts.other())) {
      String url = gateway.url("/quick");
      List<Answer> refused =
          List.of(
              keyed(gateway),
              parts.client().ask(post(url, ADA, run + "-no", "Prefer", "respond-async")),
              parts.client().ask(get(gateway.url(place), ADA)));
      List<Answer> taken =
          List.of(
              parts.client().ask(post(url, ADA, run + "-plain")),
              parts.client().ask(post(gateway.url("/plain"), ADA, run)));

      for (Answer answer : refused) {
        assertEquals(503, answer.status(), answer::toString);
        assertEquals("/problems/ledger-unavailable", answer.problem());
        assertTrue(Integer.parseInt(String.valueOf(answer.header("Retry-After"))) >= 1);
      }
      for (Answer answer : taken) {
        assertEquals(200, answer.status(), answer::toString);
      }
    }
    assertEquals(0, parts.deeds().count(run));
    assertEquals(0, parts.deeds().count(run + "-no"));
    assertEquals(2, parts.deeds().count(run + "-plain"));
  }

  /** Adds those that were accepted, and gives those that were not. */
  private Set<String> addSteady(Map<String, String> accepted) throws Exception {
    Set<String> refused = new HashSet<>();
    Map<Integer, Integer> counts = new TreeMap<>();
    for (var call : steady.end().entrySet()) {
      Answer answer = Caller.await(call.getValue());
      counts.merge(answer.status(), 1, Integer::sum);
      switch (answer.status()) {
        case 202 -> accepted.put(call.getKey(), String.valueOf(answer.header("Location")));
        case 503 -> refused.add(call.getKey());
        default -> assertEquals("/problems/outcome-unknown", answer.problem());
      }
    }
    assertFalse(refused.isEmpty(), counts::toString);
    System.out.println("while the ledger was killed: " + counts);
    return refused;
  }

  private void assertEachEnds(Map<String, String> accepted) throws Exception {
    List<Future<Answer>> ends = new ArrayList<>();
    for (String place : accepted.values()) {
      ends.add(parts.client().sending(get(parts.other().url(place), ADA, "Prefer", "wait=25")));
    }
    for (Future<Answer> end : ends) {
      Answer answer = Caller.await(end);
      assertEquals("succeeded", answer.json().getString("state"), answer::toString);
    }
  }

  /** Of those whose callers were told that it is not known, some may have been done, once. */
  private void assertNoneTookEffectTwice(Set<String> accepted, Set<String> refused)
      throws Exception {
    List<String> all = parts.deeds().names(run);
    Set<String> once = new HashSet<>(all);
    assertEquals(all.size() - 1, once.size(), "only the plain call was made twice");
    assertTrue(once.containsAll(accepted));
    assertTrue(Collections.disjoint(once, refused));
  }

  private Answer keyed(RunningGateway gateway) throws Exception {
    return parts.client().ask(post(gateway.url("/quick"), ADA, run, "Idempotency-Key", run));
  }

  private String held(int number) {
    return run + "-held-" + number;
  }
}
