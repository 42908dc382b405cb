package io.sluice.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoadGeneratorTest {

  private static final Duration WINDOW = Duration.ofMillis(600);

  private final LoadGenerator generator = new LoadGenerator();

  @AfterEach
  void close() {
    generator.close();
  }

  @Test
  void rightAnswersAreCountedAndNoTwoCallsAreAlike() throws Exception {
    Set<String> bodies = ConcurrentHashMap.newKeySet();
    var received = new AtomicInteger();
    try (var server =
        EchoServer.answering(
            call ->
                call.bodyHandler(
                    body -> {
                      received.incrementAndGet();
                      bodies.add(body.toString());
                      call.response().end(body);
                    }))) {
      Tally tally = run(server, new Load.Closed(4));

      assertTrue(tally.answers() > 0);
      assertTrue(tally.callsPerSecond() > 0);
      assertTrue(tally.latencyMillis(50) > 0);
      assertEquals(0, tally.wrongAnswers() + tally.missingAnswers());
      assertEquals(received.get(), bodies.size());
    }
  }

  @Test
  void manyConnectionsTakeTurnsAndNeverMoreThan64CallAtOnce() throws Exception {
    Set<String> callers = ConcurrentHashMap.newKeySet();
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    try (var server =
        EchoServer.answering(
            call -> {
              callers.add(call.remoteAddress().toString());
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              call.bodyHandler(
                  body -> {
                    underWay.decrementAndGet();
                    call.response().end(body);
                  });
            })) {
      Tally tally = run(server, new Load.Turns(500));

      assertEquals(0, tally.wrongAnswers() + tally.missingAnswers());
      assertEquals(500, callers.size());
      assertTrue(most.get() <= 64, () -> most.get() + " at once");
    }
  }

  @Test
  void anAnswerToAnotherCallIsWrong() throws Exception {
    try (var server =
        EchoServer.answering(call -> call.response().end(EchoCall.order(Long.MAX_VALUE)))) {
      Tally tally = run(server, new Load.Closed(2));

      assertEquals(0, tally.answers());
      assertTrue(tally.wrongAnswers() > 0);
    }
  }

  @Test
  void aRefusalIsWrong() throws Exception {
    try (var server =
        EchoServer.answering(
            call -> call.bodyHandler(body -> call.response().setStatusCode(503).end(body)))) {
      Tally tally = run(server, new Load.Open(100));

      assertEquals(0, tally.answers());
      assertTrue(tally.wrongAnswers() > 0);
    }
  }

  @Test
  void aConnectionThatIsLostUnderACallIsACallWithoutAnswer() throws Exception {
    try (var server = EchoServer.answering(call -> call.connection().close())) {
      Tally tally = run(server, new Load.Closed(2));

      assertEquals(0, tally.answers());
      assertTrue(tally.missingAnswers() >= 2);
    }
  }

  @Test
  void aServerThatClosesAfterEachAnswerHasAnsweredAllTheSame() throws Exception {
    try (var server =
        EchoServer.answering(
            call ->
                call.bodyHandler(
                    body -> call.response().putHeader("connection", "close").end(body)))) {
      Tally tally = run(server, new Load.Closed(2));

      assertTrue(tally.answers() > 1);
      assertEquals(0, tally.wrongAnswers() + tally.missingAnswers());
    }
  }

  @Test
  void callsThatAStallKeptFromBeingSentCountFromWhenTheyWereDue() throws Exception {
    var stalled = new AtomicInteger();
    try (var server = EchoServer.answering(call -> holdAllWhileOneStalls(call, stalled))) {
      var run =
          generator.run(
              server.target(), new Load.Open(200), Duration.ZERO, Duration.ofSeconds(2), () -> 0);

      // One second of the two was stalled. A closed loop would count one slow call a connection.
      assertTrue(run.tally().latencyMillis(90) > 400, () -> "p90 " + run.tally().latencyMillis(90));
      assertEquals(0, run.tally().missingAnswers());
    }
  }

  @Test
  void theRateIsKept() throws Exception {
    try (var server =
        EchoServer.answering(call -> call.bodyHandler(body -> call.response().end(body)))) {
      var run =
          generator.run(
              server.target(), new Load.Open(300), Duration.ZERO, Duration.ofSeconds(2), () -> 0);

      assertTrue(
          Math.abs(run.tally().answers() - 600) < 250, () -> run.tally().answers() + " of 600");
    }
  }

  @Test
  void readingsAreTakenAtBothEndsOfTheWindow() throws Exception {
    try (var server =
        EchoServer.answering(call -> call.bodyHandler(body -> call.response().end(body)))) {
      var run =
          generator.run(
              server.target(), new Load.Closed(1), Duration.ZERO, WINDOW, System::nanoTime);

      assertTrue(run.after() - run.before() >= WINDOW.toNanos());
    }
  }

  @Test
  void aLoadIsReadAsItIsWritten() {
    assertEquals(new Load.Closed(64), Load.parse("c64"));
    assertEquals("r1000", Load.parse("r1000").name());
    assertThrows(IllegalArgumentException.class, () -> Load.parse("64"));
    assertThrows(IllegalArgumentException.class, () -> Load.parse("c0"));
  }

  /** From the hundredth call on, for a second, nobody is answered. */
  private static void holdAllWhileOneStalls(HttpServerRequest call, AtomicInteger calls) {
    if (calls.incrementAndGet() == 100) {
      long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
    call.bodyHandler(body -> call.response().end(body));
  }

  private Tally run(EchoServer server, Load load) throws Exception {
    return generator.run(server.target(), load, Duration.ofMillis(100), WINDOW, () -> 0).tally();
  }
}
