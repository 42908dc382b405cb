package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.RealDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is read of a row, for whom. */
@ExtendWith(RealDatabase.class)
final class SeenTest {

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();

  SeenTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void aCallerSeesItsOwnAloneAndTheAnswerIsReadWhereItIsAskedFor() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    done(ledger.complete(Recorded.succeeded(call)));
    InvocationId id = call.command().invocation();
    NewInvocation untenanted = fixture.recorded(Recorded.callOf("alice"));
    InvocationId other = untenanted.command().invocation();

    Invocation own = await(ledger.seeOwn(id, new Caller("alice", "acme"))).orElseThrow();
    assertEquals(InvocationState.SUCCEEDED, own.state());
    assertNull(own.answer());
    assertNull(await(ledger.see(List.of(id))).getFirst().answer());
    assertEquals(Recorded.answer(201, "done"), fixture.found(call).answer());
    assertTrue(await(ledger.seeOwn(id, new Caller("bob", "acme"))).isEmpty());
    assertTrue(await(ledger.seeOwn(id, new Caller("alice", null))).isEmpty());
    assertTrue(await(ledger.seeOwn(other, new Caller("alice", "acme"))).isEmpty());
    assertTrue(await(ledger.seeOwn(other, new Caller("alice", null))).isPresent());
  }
}
