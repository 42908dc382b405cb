package io.sluice.backbone.eventbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EjectionTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Ejection ejection = new Ejection();

  @Test
  void fiveCallsInARowWithoutAnAnswerPutANodeOut() {
    failed(4, 0);
    assertTrue(ejection.isTrusted(at(0)));

    assertTrue(ejection.failed(at(0)));

    assertFalse(ejection.isTrusted(at(4)));
    assertFalse(ejection.failed(at(4)), "told twice");
  }

  @Test
  void anAnswerBetweenThemStartsTheCountAnew() {
    failed(4, 0);
    ejection.answered();
    failed(4, 0);

    assertTrue(ejection.isTrusted(at(0)));
  }

  @Test
  void afterFiveSecondsOneCallAtATimeTriesIt() {
    failed(5, 0);
    assertTrue(ejection.isTrusted(at(5)));

    ejection.sent(at(5));

    assertFalse(ejection.isTrusted(at(6)));
    ejection.answered();
    assertTrue(ejection.isTrusted(at(6)));
  }

  @Test
  void aTryThatFailsKeepsItOutTwiceAsLong() {
    failed(5, 0);
    ejection.sent(at(5));
    assertTrue(ejection.failed(at(5)));

    assertFalse(ejection.isTrusted(at(14)));
    assertTrue(ejection.isTrusted(at(15)));
  }

  @Test
  void aCallThatWasSentWhileItWasOutIsNoTry() {
    failed(5, 0);
    ejection.sent(at(1));
    assertFalse(ejection.failed(at(2)));

    assertTrue(ejection.isTrusted(at(5)));
  }

  @Test
  void aTryThatIsGivenUpLetsAnotherCallTry() {
    failed(5, 0);
    ejection.sent(at(5));
    assertFalse(ejection.isTrusted(at(6)));

    ejection.withdrawn();

    assertTrue(ejection.isTrusted(at(6)));
    ejection.sent(at(6));
    assertTrue(ejection.failed(at(6)), "the second try counts");
    assertFalse(ejection.isTrusted(at(15)));
  }

  @Test
  void aCallThatIsGivenUpSaysNothingOfANode() {
    failed(4, 0);
    ejection.withdrawn();

    assertTrue(ejection.failed(at(0)), "they are still in a row");
    ejection.withdrawn();
    assertFalse(ejection.isTrusted(at(4)));
  }

  private void failed(int times, int second) {
    for (int i = 1; i <= times; i++) {
      assertEquals(i == 5, ejection.failed(at(second)));
    }
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
