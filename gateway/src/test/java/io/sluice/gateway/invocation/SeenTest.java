package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.RealDatabase;
import io.sluice.gateway.call.Answer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is read of a row, for whom. */
@ExtendWith(RealDatabase.class)
final class SeenTest {

  private static final int CALLERS = 100;

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();

  SeenTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void aCallerSeesItsOwnAlone() throws Exception {
    InvocationId id = fixture.recorded(Recorded.call()).command().invocation();
    InvocationId other = fixture.recorded(Recorded.callOf("alice")).command().invocation();

    assertTrue(await(ledger.seeOwn(id, new Caller("alice", "acme"))).isPresent());
    assertTrue(await(ledger.seeOwn(id, new Caller("bob", "acme"))).isEmpty());
    assertTrue(await(ledger.seeOwn(id, new Caller("alice", null))).isEmpty());
    assertTrue(await(ledger.seeOwn(other, new Caller("alice", "acme"))).isEmpty());
    assertTrue(await(ledger.seeOwn(other, new Caller("alice", null))).isPresent());
  }

  @Test
  void callersWhoAskAtTheSameTimeEachSeeTheirOwn() throws Exception {
    List<Caller> callers = new ArrayList<>();
    List<InvocationId> ids = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(new Caller("caller-" + i, null));
      ids.add(fixture.recorded(Recorded.callOf("caller-" + i)).command().invocation());
    }
    List<Future<Optional<Invocation>>> own = new ArrayList<>();
    List<Future<Optional<Invocation>>> others = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      own.add(ledger.seeOwn(ids.get(i), callers.get(i)));
      own.add(ledger.seeOwn(ids.get(i), callers.get(i)));
      others.add(ledger.seeOwn(ids.get(i), callers.get((i + 1) % CALLERS)));
    }

    for (int i = 0; i < own.size(); i++) {
      Invocation seen = await(own.get(i)).orElseThrow();
      assertEquals(ids.get(i / 2), seen.id());
      assertEquals(callers.get(i / 2), seen.caller());
    }
    for (Future<Optional<Invocation>> one : others) {
      assertTrue(await(one).isEmpty());
    }
  }

  @Test
  void anAnswerIsSeenWhereItIsShortAndReadWhereItIsAskedFor() throws Exception {
    NewInvocation quick = fixture.recorded(Recorded.call());
    NewInvocation lengthy = fixture.recorded(Recorded.call());
    Answer small = Recorded.answer(201, "done");
    Answer large = Recorded.answer(200, "x".repeat(5_000));
    done(ledger.complete(Recorded.end(quick, InvocationState.SUCCEEDED, small)));
    done(ledger.complete(Recorded.end(lengthy, InvocationState.SUCCEEDED, large)));

    Invocation ended = own(quick);
    assertEquals(small, ended.answer());
    assertEquals(ended, await(ledger.see(List.of(ended.id()))).getFirst());
    ended = own(lengthy);
    assertEquals(InvocationState.SUCCEEDED, ended.state());
    assertNull(ended.answer());
    assertNull(await(ledger.see(List.of(ended.id()))).getFirst().answer());
    assertEquals(large, await(ledger.withAnswer(ended)).answer());
  }

  private Invocation own(NewInvocation call) throws Exception {
    return await(ledger.seeOwn(call.command().invocation(), call.command().caller())).orElseThrow();
  }
}
