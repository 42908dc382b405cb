package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.RealDatabase;
import io.sluice.gateway.invocation.LedgerException.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class AcceptanceTest {

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();

  AcceptanceTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void aNewCallIsFoundAsItWasRecorded() throws Exception {
    NewInvocation call = Recorded.call();

    assertInstanceOf(Acceptance.New.class, await(ledger.accept(call)));

    Invocation found = fixture.found(call);
    assertEquals(call.command().id(), found.commandId());
    assertEquals("placeOrder", found.operation());
    assertEquals("shop.order", found.service());
    assertEquals(call.command().caller(), found.caller());
    assertEquals(call.fingerprint(), found.fingerprint());
    assertEquals(InvocationState.ACCEPTED, found.state());
    assertEquals(call.command().time(), found.timeline().accepted());
    assertNull(found.timeline().sent());
    assertEquals(call.command().expiry().at(), found.expiresAt());
    assertNull(found.progress());
    assertNull(found.answer());
    assertFalse(found.isGone());
  }

  @Test
  void anIdThatNobodyRecordedIsNotFound() throws Exception {
    assertTrue(await(ledger.find(InvocationId.random())).isEmpty());
  }

  @Test
  void anotherCallOfTheSameIdGetsTheRowOfTheFirst() throws Exception {
    NewInvocation first = Recorded.call();
    NewInvocation second = Recorded.call(first.command().invocation());
    assertInstanceOf(Acceptance.New.class, await(ledger.accept(first)));

    var existing = assertInstanceOf(Acceptance.Existing.class, await(ledger.accept(second)));

    assertEquals(fixture.found(first), existing.invocation());
  }

  @Test
  void theSameCallTriedAgainIsNewAgain() throws Exception {
    NewInvocation call = Recorded.call();

    assertInstanceOf(Acceptance.New.class, await(ledger.accept(call)));
    assertInstanceOf(Acceptance.New.class, await(ledger.accept(call)));
  }

  @Test
  void ofAThousandCallsAtOnceEachIdHasOneOwner() throws Exception {
    List<InvocationId> ids = IntStream.range(0, 250).mapToObj(i -> InvocationId.random()).toList();
    Map<InvocationId, Integer> owners = new HashMap<>();
    List<NewInvocation> calls =
        IntStream.range(0, 1_000).mapToObj(i -> Recorded.call(ids.get(i % 250))).toList();
    List<Future<Acceptance>> accepted = calls.stream().map(ledger::accept).toList();
    done(Future.all(accepted));

    for (int i = 0; i < calls.size(); i++) {
      if (accepted.get(i).result() instanceof Acceptance.New) {
        owners.merge(calls.get(i).command().invocation(), 1, Integer::sum);
        assertEquals(calls.get(i).command().id(), fixture.found(calls.get(i)).commandId());
      }
    }

    assertEquals(250, owners.size());
    assertTrue(owners.values().stream().allMatch(count -> count == 1));
  }

  @Test
  void manyAreFoundByOneQuestion() throws Exception {
    List<NewInvocation> calls = IntStream.range(0, 500).mapToObj(i -> Recorded.call()).toList();
    done(Future.all(calls.stream().map(ledger::accept).toList()));
    List<InvocationId> ids = calls.stream().map(call -> call.command().invocation()).toList();

    assertEquals(500, await(ledger.see(ids)).size());
    List<InvocationId> more = new ArrayList<>(ids);
    more.add(InvocationId.random());
    assertThrows(IllegalArgumentException.class, () -> ledger.see(more));
  }

  @Test
  void aRowThatTheServerRefusesFailsAlone() throws Exception {
    List<Future<Acceptance>> accepted = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      accepted.add(ledger.accept(i == 20 ? Recorded.callOf("bad\u0000name") : Recorded.call()));
    }
    done(Future.join(accepted).otherwiseEmpty());

    for (int i = 0; i < 50; i++) {
      assertEquals(i != 20, accepted.get(i).succeeded(), "call " + i);
    }
    var refused = assertInstanceOf(LedgerException.class, accepted.get(20).cause());
    assertEquals(Reason.NOT_ACCEPTED, refused.reason());
  }

  @Test
  void aCallIsNotRefusedWhereItMayBeThere() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    fixture.run("revoke select on sluice_ledger.invocation from current_user");
    fixture.run(
        "grant select (id, owner, state, version, cancel_requested) on sluice_ledger.invocation to current_user");

    Future<Acceptance> again = ledger.accept(call);
    Future<Optional<Invocation>> cancelled = ledger.requestCancel(call.command().invocation());
    done(cancelled.otherwise(Optional.empty()));

    assertFalse(again.isComplete());
    assertTrue(assertInstanceOf(LedgerException.class, cancelled.cause()).mayBeWritten());
    fixture.run("grant select on sluice_ledger.invocation to current_user");
    assertInstanceOf(Acceptance.New.class, await(again));
  }

  @Test
  void moreThanTheQueueTakesAreRefusedAtOnceAndTheOthersRecorded() throws Exception {
    SqlConnection lock = fixture.lock();
    NewInvocation template = Recorded.call();
    int taken = SharedStatements.MOST_UNDER_WAY + SharedStatements.MOST_WAITING;
    List<Future<Acceptance>> accepted =
        IntStream.range(0, taken + 5).mapToObj(i -> ledger.accept(template)).toList();
    List<Future<Acceptance>> refused = accepted.subList(taken, taken + 5);

    assertTrue(refused.stream().allMatch(Future::failed));
    assertEquals(SharedStatements.MOST_WAITING, ledger.waiting());
    fixture.release(lock);
    done(Future.join(accepted).otherwiseEmpty());

    for (Future<Acceptance> one : refused) {
      assertEquals(Reason.FULL, assertInstanceOf(LedgerException.class, one.cause()).reason());
    }
    assertTrue(accepted.subList(0, taken).stream().allMatch(Future::succeeded));
    assertEquals(0, ledger.waiting());
  }

  @Test
  void aCallerHearsOnItsOwnContext() throws Exception {
    Context context = fixture.vertx().getOrCreateContext();
    Promise<Context> heard = Promise.promise();
    context.runOnContext(
        started ->
            ledger
                .accept(Recorded.call())
                .onComplete(accepted -> heard.complete(Vertx.currentContext())));

    assertSame(context, await(heard.future()));
  }
}
