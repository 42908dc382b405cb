package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.gateway.RealDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class ForgettingTest {

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();

  ForgettingTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void whatGoesOnExpiresSomeTimeAfterItsDeadlineAndStaysSo() throws Exception {
    NewInvocation open = fixture.recorded(Recorded.call());
    NewInvocation aside = fixture.recorded(Recorded.call());
    done(
        ledger.complete(
            Recorded.end(aside, InvocationState.DEAD_LETTERED, Recorded.answer(502, "aside"))));
    NewInvocation ended = fixture.recorded(Recorded.call());
    done(ledger.complete(Recorded.succeeded(ended)));
    expireAgo("5 seconds");
    assertEquals(0, await(ledger.expire(10)));
    expireAgo("11 seconds");

    assertEquals(2, await(ledger.expire(10)));

    assertEquals(InvocationState.EXPIRED, fixture.found(open).state());
    assertEquals(InvocationState.EXPIRED, fixture.found(aside).state());
    assertEquals(InvocationState.SUCCEEDED, fixture.found(ended).state());
    assertTrue(fixture.found(open).isGone());
    assertEquals(Completion.Result.LOST, await(ledger.complete(Recorded.succeeded(open))));
    assertEquals(0, await(ledger.expire(10)));
  }

  @Test
  void expiryGoesInSmallBatches() throws Exception {
    for (int i = 0; i < 5; i++) {
      done(ledger.accept(Recorded.call()));
    }
    expireAgo("1 hour");

    assertEquals(3, await(ledger.expire(3)));
    assertEquals(2, await(ledger.expire(3)));
  }

  @Test
  void afterTheRetentionOnlyWhoseItWasIsKnownAndAWeekLaterNothing() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    NewInvocation open = fixture.recorded(Recorded.call());
    done(ledger.complete(Recorded.succeeded(call)));
    assertEquals(0, await(ledger.purge(10)));
    endAgo("25 hours");

    assertEquals(1, await(ledger.purge(10)));

    Invocation gone = fixture.found(call);
    assertTrue(gone.removed());
    assertTrue(gone.isGone());
    assertEquals(call.command().caller(), gone.caller());
    assertEquals("placeOrder", gone.operation());
    assertNull(gone.answer());
    assertNull(gone.fingerprint());
    assertEquals(0, bytesOfRemoved());
    var again = Recorded.call(call.command().invocation());
    var existing = assertInstanceOf(Acceptance.Existing.class, await(ledger.accept(again)));
    assertTrue(existing.invocation().removed());
    assertEquals(0, await(ledger.purge(10)));

    endAgo("193 hours");
    assertEquals(1, await(ledger.purge(10)));
    assertTrue(await(ledger.find(call.command().invocation())).isEmpty());
    assertFalse(fixture.found(open).removed());
    assertInstanceOf(Acceptance.New.class, await(ledger.accept(again)));
  }

  private long bytesOfRemoved() throws Exception {
    return fixture.number(
        "select length(data) + length(source) + length(topic) + coalesce(length(message_key), 0)"
            + " + length(traceparent) from sluice_ledger.invocation where removed");
  }

  private void expireAgo(String ago) throws Exception {
    fixture.run(
        "update sluice_ledger.invocation set expires_at = clock_timestamp() - interval '%s'"
            .formatted(ago));
  }

  private void endAgo(String ago) throws Exception {
    fixture.run(
        "update sluice_ledger.invocation set ended_at = clock_timestamp() - interval '%s'"
                .formatted(ago)
            + " where ended_at is not null");
  }
}
