package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Outcome;
import io.sluice.gateway.call.CallOutcome;
import io.sluice.gateway.call.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code Preference-Applied} says. */
final class PreferencesTest {

  private static final InvocationId ID = InvocationId.random();
  private static final CallOutcome ACCEPTED = new CallOutcome.Accepted(ID, Duration.ofSeconds(1));
  private static final CallOutcome LATE = new CallOutcome.OutOfTime(ID);
  private static final Duration TWO = Duration.ofSeconds(2);

  private final Preferences async = new Preferences(true, null);
  private final Preferences both = new Preferences(true, TWO);
  private final Preferences wait = new Preferences(false, TWO);

  @Test
  void whatWasDoneIsTold() {
    var asked = new Wishes(true, null, null);
    var waits = new Wishes(true, TWO, null);

    assertEquals(Optional.of("respond-async"), async.applied(asked, ACCEPTED));
    assertEquals(Optional.empty(), async.applied(asked, LATE));
    assertEquals(Optional.of("respond-async, wait=2"), both.applied(waits, ACCEPTED));
    assertEquals(Optional.of("wait=2"), both.applied(waits, LATE));
    assertEquals(Optional.of("wait=2"), wait.applied(waits, ACCEPTED));
    assertEquals(Optional.empty(), Preferences.NONE.applied(Wishes.NONE, ACCEPTED));
  }

  @Test
  void aWaitIsToldAsItWasInWholeSecondsAndNeverLess() {
    assertEquals(Optional.of("wait=1"), wait.applied(patience(Duration.ofMillis(300)), LATE));
    assertEquals(Optional.of("wait=3"), wait.applied(patience(Duration.ofMillis(2_001)), LATE));
    assertEquals(Optional.of("wait=0"), wait.applied(patience(Duration.ZERO), ACCEPTED));
  }

  @Test
  void aWaitThatTheOperationDoesNotKnowIsNotTold() {
    var none = new Preferences(false, Duration.ZERO);

    assertEquals(Optional.empty(), none.applied(Wishes.NONE, unanswered(Failure.TIMED_OUT)));
  }

  @Test
  void whatWasRefusedNobodyHasWaitedFor() {
    List<CallOutcome> refused =
        List.of(
            unanswered(Failure.OVERLOADED),
            unanswered(Failure.NO_WORKER),
            unanswered(Failure.LEDGER_UNAVAILABLE),
            new CallOutcome.InProgress(ID, TWO),
            new CallOutcome.KeyReused(ID),
            new CallOutcome.Gone(ID));

    for (CallOutcome outcome : refused) {
      assertEquals(Optional.empty(), both.applied(patience(TWO), outcome), outcome::toString);
    }
    assertEquals(Optional.of("wait=2"), both.applied(patience(TWO), unanswered(Failure.TIMED_OUT)));
  }

  private static Wishes patience(Duration patience) {
    return new Wishes(false, patience, null);
  }

  private static CallOutcome unanswered(Failure failure) {
    return new CallOutcome.Ended(new Outcome.Unanswered(failure, "no"));
  }
}
