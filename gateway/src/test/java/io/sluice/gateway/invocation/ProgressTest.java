package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.RealDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class ProgressTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

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
    List<Future<Boolean>> told = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      told.add(tell(call, 1, i, new ProgressReport(i, null)));
    }
    done(Future.all(told));

    assertEquals(new ProgressReport(100, null), fixture.found(call).progress());
  }

  @Test
  void aWordThatComesAgainBehindNewerOnesChangesNothing() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    List<Boolean> written = new ArrayList<>();
    for (int percent : List.of(10, 40, 10, 90, 40, 90)) {
      written.add(await(tell(call, 1, percent, new ProgressReport(percent, null))));
    }

    assertEquals(List.of(true, true, false, true, false, false), written);
    assertEquals(new ProgressReport(90, null), fixture.found(call).progress());
    assertEquals(4, fixture.found(call).version());
  }

  @Test
  void aNewAttemptBeginsAgainWhateverItsClockSays() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    done(tell(call, 1, 500, new ProgressReport(90, null)));

    done(tell(call, 2, 100, new ProgressReport(5, null)));

    assertEquals(new ProgressReport(5, null), fixture.found(call).progress());
  }

  @Test
  void ofWordsThatWaitTheNewestIsWrittenWhateverTheirOrder() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    NewInvocation other = fixture.recorded(Recorded.call());
    SqlConnection lock = fixture.lock();
    var underWay = tell(other, 1, new ProgressReport(1, null));
    var newer = tell(call, 1, 20, new ProgressReport(20, null));
    var older = tell(call, 1, 10, new ProgressReport(10, null));
    fixture.release(lock);
    done(Future.all(underWay, newer, older));

    assertEquals(List.of(true, false), List.of(newer.result(), older.result()));
    assertEquals(new ProgressReport(20, null), fixture.found(call).progress());
  }

  @Test
  void nothingIsToldAfterTheEndOrOfAnotherCommandOrAnEarlierAttempt() throws Exception {
    NewInvocation ended = fixture.recorded(Recorded.call());
    done(ledger.complete(Recorded.succeeded(ended)));
    NewInvocation other = fixture.recorded(Recorded.call());
    InvocationId id = other.command().invocation();

    done(tell(ended, 9, new ProgressReport(1, null)));
    done(ledger.progress(new Told(id, UUID.randomUUID(), 1, NOON, new ProgressReport(1, null))));
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
    List<Future<Boolean>> told = new ArrayList<>();
    for (int i = 0; i < 1 + ProgressBuffer.MOST + 3; i++) {
      told.add(
          ledger.progress(
              new Told(
                  InvocationId.random(), UUID.randomUUID(), 1, NOON, new ProgressReport(1, null))));
    }
    fixture.release(lock);
    done(Future.join(told).otherwiseEmpty());

    // The first is under way, behind it the next three are the oldest.
    assertTrue(told.subList(1, 4).stream().allMatch(Future::failed));
    assertTrue(told.subList(4, told.size()).stream().allMatch(Future::succeeded));
    assertEquals(3, ledger.dropped());
  }

  private Future<Boolean> tell(NewInvocation call, int attempt, ProgressReport report) {
    return tell(call, attempt, 0, report);
  }

  private Future<Boolean> tell(
      NewInvocation call, int attempt, long millis, ProgressReport report) {
    return ledger.progress(
        new Told(
            call.command().invocation(),
            call.command().id(),
            attempt,
            NOON.plusMillis(millis),
            report));
  }
}
