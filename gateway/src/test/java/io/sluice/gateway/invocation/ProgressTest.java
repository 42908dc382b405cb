package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.RealDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class ProgressTest {

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();

  ProgressTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void anInvocationOfWhichAWorkerTellsIsRunning() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());

    done(tell(call, 2, new ProgressReport(40, "half\u0000way")));

    Invocation found = fixture.found(call);
    assertEquals(InvocationState.RUNNING, found.state());
    assertEquals(new ProgressReport(40, "half\ufffdway"), found.progress());
    assertEquals(2, found.attempts());
    assertEquals(2, found.version());
    assertNotNull(found.timeline().started());
  }

  @Test
  void ofManyWordsTheLastStays() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    List<Future<Void>> told = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      told.add(tell(call, 1, new ProgressReport(i, null)));
    }
    done(Future.all(told));

    assertEquals(new ProgressReport(100, null), fixture.found(call).progress());
  }

  @Test
  void nothingIsToldAfterTheEndOrOfAnotherCommandOrAnEarlierAttempt() throws Exception {
    NewInvocation ended = fixture.recorded(Recorded.call());
    done(ledger.complete(Recorded.succeeded(ended)));
    NewInvocation other = fixture.recorded(Recorded.call());
    InvocationId id = other.command().invocation();

    done(tell(ended, 9, new ProgressReport(1, null)));
    done(ledger.progress(id, UUID.randomUUID(), 1, new ProgressReport(1, null)));
    assertEquals(InvocationState.SUCCEEDED, fixture.found(ended).state());
    assertNull(fixture.found(ended).progress());
    assertEquals(InvocationState.ACCEPTED, fixture.found(other).state());

    done(tell(other, 3, new ProgressReport(30, null)));
    done(tell(other, 2, new ProgressReport(20, null)));
    assertEquals(new ProgressReport(30, null), fixture.found(other).progress());
  }

  @Test
  void aFullQueueDropsTheOldestAndCountsIt() throws Exception {
    SqlConnection lock = fixture.lock();
    List<Future<Void>> told = new ArrayList<>();
    for (int i = 0; i < 1 + ProgressBuffer.MOST + 3; i++) {
      told.add(
          ledger.progress(
              InvocationId.random(), UUID.randomUUID(), 1, new ProgressReport(1, null)));
    }
    fixture.release(lock);
    done(Future.join(told).otherwiseEmpty());

    // The first is under way, behind it the next three are the oldest.
    assertTrue(told.subList(1, 4).stream().allMatch(Future::failed));
    assertTrue(told.subList(4, told.size()).stream().allMatch(Future::succeeded));
    assertEquals(3, ledger.dropped());
  }

  private Future<Void> tell(NewInvocation call, int attempt, ProgressReport report) {
    return ledger.progress(call.command().invocation(), call.command().id(), attempt, report);
  }
}
