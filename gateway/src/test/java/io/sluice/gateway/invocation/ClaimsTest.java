package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.RealDatabase;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class ClaimsTest {

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();

  ClaimsTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void aCommandThatWasNeverAcknowledgedComesBackWhole() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    assertEquals(List.of(), await(ledger.claimUnsent(10, LEASE)));
    age();

    List<Unsent> claimed = await(ledger.claimUnsent(10, LEASE));

    assertEquals(List.of(new Unsent(call.command(), call.service(), call.topic())), claimed);
  }

  @Test
  void noTwoClaimersGetTheSameCommand() throws Exception {
    for (int i = 0; i < 60; i++) {
      done(ledger.accept(Recorded.call()));
    }
    age();
    List<Future<List<Unsent>>> claims = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      claims.add(ledger.claimUnsent(20, LEASE));
    }
    done(Future.all(claims));

    Set<InvocationId> ids = new HashSet<>();
    for (Future<List<Unsent>> claim : claims) {
      for (Unsent unsent : claim.result()) {
        assertTrue(ids.add(unsent.command().invocation()));
      }
    }
    // Whom the others were in the way of comes again.
    await(ledger.claimUnsent(60, LEASE)).forEach(left -> ids.add(left.command().invocation()));
    assertEquals(60, ids.size());
  }

  @Test
  void whatNoBrokerHasTakenComesBackWheneverTheLeaseIsOver() throws Exception {
    done(ledger.accept(Recorded.call()));
    age();
    for (int i = 0; i < 2 * Claims.MOST_SENDS; i++) {
      assertEquals(1, await(ledger.claimUnsent(10, LEASE)).size());
      assertEquals(0, await(ledger.claimUnsent(10, LEASE)).size());
      endLeases();
    }
  }

  @Test
  void whatIsSwallowedCountsOnlyWhereABrokerHasTakenItAgain() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.at(new Position(1, 5)));
    for (int i = 0; i < 2 * Claims.MOST_SENDS; i++) {
      age();
      endLeases();
      assertEquals(1, swallowed(100).size());
    }
    fixture.run("update sluice_ledger.invocation set sends = " + (Claims.MOST_SENDS - 1));
    endLeases();
    assertEquals(1, swallowed(100).size());
    ledger.sent(call.command().invocation(), new Position(1, 50));
    Eventually.holds(() -> offset() == 50);
    age();
    endLeases();

    assertEquals(0, swallowed(100).size());
  }

  @Test
  void whatWasAcknowledgedOrHasEndedIsNotUnsent() throws Exception {
    done(ledger.accept(Recorded.at(new Position(1, 5))));
    NewInvocation ended = fixture.recorded(Recorded.call());
    done(ledger.complete(Recorded.succeeded(ended)));
    NewInvocation sent = fixture.recorded(Recorded.call());
    ledger.sent(sent.command().invocation(), new Position(2, 9));
    Eventually.holds(() -> fixture.found(sent).timeline().sent() != null);
    age();

    assertEquals(List.of(), await(ledger.claimUnsent(10, LEASE)));
    assertEquals(0, ledger.unwrittenSends());
  }

  @Test
  void aCommandThatTheGroupHasCommittedPastIsSwallowed() throws Exception {
    NewInvocation below = fixture.recorded(Recorded.at(new Position(1, 5)));
    done(ledger.accept(Recorded.at(new Position(1, 6))));
    done(ledger.accept(Recorded.at(new Position(2, 5))));
    Map<Integer, Long> committed = Map.of(1, 6L, 2, 5L, 3, 100L);
    assertEquals(List.of(), await(ledger.claimSwallowed(Recorded.TOPIC, committed, 10, LEASE)));
    age();

    List<Unsent> swallowed = await(ledger.claimSwallowed(Recorded.TOPIC, committed, 10, LEASE));

    assertEquals(List.of(below.command()), swallowed.stream().map(Unsent::command).toList());
    assertEquals(List.of(), await(ledger.claimSwallowed(Recorded.TOPIC, committed, 10, LEASE)));
    assertEquals(List.of(), await(ledger.claimSwallowed("other.commands", committed, 10, LEASE)));
  }

  @Test
  void aCommandThatWasSentAgainIsSwallowedByItsNewPlace() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.at(new Position(1, 5)));
    ledger.sent(call.command().invocation(), new Position(1, 50));
    Eventually.holds(() -> ledger.unwrittenSends() == 0);
    Eventually.holds(() -> offset() == 50);
    age();

    assertEquals(
        List.of(), await(ledger.claimSwallowed(Recorded.TOPIC, Map.of(1, 50L), 10, LEASE)));
    assertEquals(1, await(ledger.claimSwallowed(Recorded.TOPIC, Map.of(1, 51L), 10, LEASE)).size());
  }

  @Test
  void aDeadLetterIsNotSwallowed() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.at(new Position(1, 5)));
    done(
        ledger.complete(
            Recorded.end(call, InvocationState.DEAD_LETTERED, Recorded.answer(502, "aside"))));
    age();

    assertEquals(List.of(), await(ledger.claimSwallowed(Recorded.TOPIC, Map.of(1, 9L), 10, LEASE)));
  }

  @Test
  void aWishToCancelIsRepeatedUntilTheEnd() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    done(ledger.accept(Recorded.call()));

    Invocation wished = await(ledger.requestCancel(call.command().invocation())).orElseThrow();

    assertTrue(wished.cancelRequested());
    assertEquals(2, wished.version());
    assertEquals(List.of(wished), await(ledger.openCancels(10)));
    done(ledger.complete(Recorded.succeeded(call)));
    assertEquals(List.of(), await(ledger.openCancels(10)));
  }

  @Test
  void aWishToCancelComesTooLateForAnEnd() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    done(ledger.complete(Recorded.succeeded(call)));

    Invocation ended = await(ledger.requestCancel(call.command().invocation())).orElseThrow();

    assertFalse(ended.cancelRequested());
    assertEquals(2, ended.version());
    assertTrue(await(ledger.requestCancel(InvocationId.random())).isEmpty());
  }

  private List<Unsent> swallowed(long committed) throws Exception {
    return await(ledger.claimSwallowed(Recorded.TOPIC, Map.of(1, committed), 10, LEASE));
  }

  private void age() throws Exception {
    fixture.run(
        "update sluice_ledger.invocation set recorded_at = recorded_at - interval '1 minute',"
            + " sent_at = sent_at - interval '1 minute'");
  }

  private void endLeases() throws Exception {
    fixture.run("update sluice_ledger.invocation set leased_until = clock_timestamp()");
  }

  private long offset() throws Exception {
    return fixture.number("select record_offset from sluice_ledger.invocation");
  }
}
