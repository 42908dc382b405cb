package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.backbone.kafka.Position;
import io.sluice.gateway.RealDatabase;
import io.sluice.gateway.call.Answer;
import io.sluice.gateway.invocation.Completion.Result;
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
final class CompletionTest {

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();

  CompletionTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void theFirstEndIsTheRowsAndTheSecondIsLost() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());

    assertEquals(Result.WON, await(ledger.complete(Recorded.succeeded(call))));
    assertEquals(
        Result.LOST,
        await(
            ledger.complete(
                Recorded.end(call, InvocationState.FAILED, Recorded.answer(500, "late")))));

    Invocation found = fixture.found(call);
    assertEquals(InvocationState.SUCCEEDED, found.state());
    assertEquals(Recorded.answer(201, "done"), found.answer());
    assertEquals(2, found.version());
    assertEquals(2, found.attempts());
    assertEquals(Recorded.STARTED, found.timeline().started());
    assertEquals(Recorded.STARTED.plusMillis(5), found.timeline().finished());
  }

  @Test
  void ofAThousandPairsAtOnceOneOfEachWinsAndItsAnswerStays() throws Exception {
    List<NewInvocation> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      calls.add(Recorded.call());
    }
    done(Future.all(calls.stream().map(ledger::accept).toList()));
    List<Future<Result>> firsts = new ArrayList<>();
    List<Future<Result>> seconds = new ArrayList<>();
    for (NewInvocation call : calls) {
      firsts.add(ledger.complete(Recorded.succeeded(call)));
      seconds.add(ledger.complete(failed(call)));
    }
    done(Future.all(firsts));
    done(Future.all(seconds));

    for (int i = 0; i < calls.size(); i++) {
      boolean firstWon = firsts.get(i).result() == Result.WON;
      assertEquals(firstWon ? Result.LOST : Result.WON, seconds.get(i).result());
    }
    for (int i = 0; i < calls.size(); i += 100) {
      boolean firstWon = firsts.get(i).result() == Result.WON;
      Answer answer = fixture.found(calls.get(i)).answer();
      assertEquals(firstWon ? Recorded.answer(201, "done") : failed(calls.get(i)).answer(), answer);
    }
  }

  @Test
  void aRowThatSomebodyHasLockedFailsAlone() throws Exception {
    List<NewInvocation> calls = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      calls.add(Recorded.call());
    }
    done(Future.all(calls.stream().map(ledger::accept).toList()));
    SqlConnection lock = fixture.lock(calls.get(20));

    List<Future<Result>> ends =
        calls.stream().map(call -> ledger.complete(Recorded.succeeded(call))).toList();
    done(Future.join(ends).otherwiseEmpty());

    for (int i = 0; i < calls.size(); i++) {
      assertEquals(i != 20, ends.get(i).succeeded(), "call " + i);
    }
    var refused = assertInstanceOf(LedgerException.class, ends.get(20).cause());
    assertEquals(LedgerException.Reason.NOT_ACCEPTED, refused.reason());
    fixture.release(lock);
    assertEquals(Result.WON, await(ledger.complete(Recorded.succeeded(calls.get(20)))));
  }

  @Test
  void anEndThatCannotBeWrittenFailsAlone() throws Exception {
    List<NewInvocation> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(fixture.recorded(Recorded.call()));
    }

    List<Future<Result>> ends = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Completion end = Recorded.succeeded(calls.get(i));
      ends.add(ledger.complete(i == 7 ? startedAt(Instant.MAX, end) : end));
    }
    done(Future.join(ends).otherwiseEmpty());

    for (int i = 0; i < calls.size(); i++) {
      assertEquals(i != 7, ends.get(i).succeeded(), "call " + i);
    }
    var refused = assertInstanceOf(LedgerException.class, ends.get(7).cause());
    assertEquals(LedgerException.Reason.NOT_ACCEPTED, refused.reason());
  }

  @Test
  void theReplyToAnotherCommandIsLost() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    Completion end = Recorded.succeeded(call);
    var foreign =
        new Completion(
            end.id(),
            UUID.randomUUID(),
            end.state(),
            end.answer(),
            end.attempts(),
            end.started(),
            end.finished());

    assertEquals(Result.LOST, await(ledger.complete(foreign)));

    assertEquals(InvocationState.ACCEPTED, fixture.found(call).state());
  }

  @Test
  void theReplyToWhatIsNotRecordedIsAbsent() throws Exception {
    assertEquals(Result.ABSENT, await(ledger.complete(Recorded.succeeded(Recorded.call()))));
  }

  @Test
  void anEndMayBeACancellation() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());

    assertEquals(
        Result.WON,
        await(
            ledger.complete(
                Recorded.end(call, InvocationState.CANCELLED, Recorded.answer(409, "stopped")))));

    assertEquals(InvocationState.CANCELLED, fixture.found(call).state());
  }

  @Test
  void aDeadLetterIsNoEndAndALaterAnswerIs() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());

    assertEquals(Result.WON, await(ledger.complete(deadLetter(call))));
    assertEquals(Result.LOST, await(ledger.complete(deadLetter(call))));
    assertEquals(InvocationState.DEAD_LETTERED, fixture.found(call).state());
    assertEquals(Recorded.answer(502, "aside"), fixture.found(call).answer());

    assertEquals(Result.WON, await(ledger.complete(Recorded.succeeded(call))));
    assertEquals(InvocationState.SUCCEEDED, fixture.found(call).state());
    assertEquals(3, fixture.found(call).version());
  }

  @Test
  void anEndDoesNotBecomeADeadLetter() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    assertEquals(Result.WON, await(ledger.complete(Recorded.succeeded(call))));

    assertEquals(Result.LOST, await(ledger.complete(deadLetter(call))));

    assertEquals(InvocationState.SUCCEEDED, fixture.found(call).state());
  }

  @Test
  void whatGoesOnIsNoCompletion() {
    NewInvocation call = Recorded.call();

    assertThrows(
        IllegalArgumentException.class,
        () -> Recorded.end(call, InvocationState.RUNNING, Recorded.answer(200, "")));
  }

  @Test
  void theAcknowledgementOfAQuickCommandIsWrittenWithItsEnd() throws Exception {
    NewInvocation call = fixture.recorded(Recorded.call());
    ledger.sent(call.command().invocation(), new Position(3, 77));

    assertEquals(Result.WON, await(ledger.complete(Recorded.succeeded(call))));

    assertNotNull(fixture.found(call).timeline().sent());
    assertEquals(0, ledger.unwrittenSends());
  }

  private static Completion startedAt(Instant started, Completion end) {
    return new Completion(
        end.id(),
        end.commandId(),
        end.state(),
        end.answer(),
        end.attempts(),
        started,
        end.finished());
  }

  private static Completion deadLetter(NewInvocation call) {
    return Recorded.end(call, InvocationState.DEAD_LETTERED, Recorded.answer(502, "aside"));
  }

  private static Completion failed(NewInvocation call) {
    return Recorded.end(call, InvocationState.FAILED, Recorded.answer(500, "failed"));
  }
}
