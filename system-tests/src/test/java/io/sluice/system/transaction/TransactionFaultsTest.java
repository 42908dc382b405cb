package io.sluice.system.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.sluice.system.Eventually;
import io.sluice.system.proxy.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a lost, silent or absent database makes of a command: never two effects, never a guess. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TransactionFaultsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int LAST_CUT = 1_200;
  private static final int STEP = 40;

  private final EffectsNode node;

  TransactionFaultsTest() throws Exception {
    node = new EffectsNode();
  }

  @AfterEach
  void heal() {
    node.healed();
    node.worker().afterWork(run -> {});
  }

  @AfterAll
  void close() throws Exception {
    node.close();
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundInTheInbox() throws Exception {
    Command command = EffectsNode.command(TIMEOUT);
    node.worker()
        .afterWork(
            run -> {
              node.link().swallow(Direction.TO_CLIENT);
              node.later(300, this::healAndReset);
            });

    Reply reply = node.ask(command);

    assertRun(1, reply);
    assertEquals(1, node.worker().runs());
    assertEquals(1, node.effectsOf(command));
  }

  @Test
  void aCommitThatNeverArrivedIsRunAgain() throws Exception {
    Command command = EffectsNode.command(TIMEOUT);
    node.worker()
        .afterWork(
            run -> {
              if (run == 1) {
                node.link().swallow(Direction.TO_TARGET);
                node.later(300, this::healAndReset);
              }
            });

    Reply reply = node.ask(command);

    assertRun(2, reply);
    assertEquals(1, node.effectsOf(command));
  }

  @Test
  void aConnectionThatIsCutAtAnyByteOfTheCommitLeavesOneEffect() throws Exception {
    List<Integer> runs = new ArrayList<>();
    for (int cut = 1; cut <= LAST_CUT; cut += STEP) {
      Command command = EffectsNode.command(TIMEOUT);
      int bytes = cut;
      node.worker()
          .afterWork(
              run -> {
                if (run == 1) {
                  node.link().cutAfter(bytes);
                  node.later(50, node.link()::pass);
                }
              });

      Reply reply = node.ask(command);
      node.healed();
      Reply again = node.ask(command);

      assertNull(reply.status(), "cut after " + cut);
      assertEquals(reply.payload(), again.payload(), "cut after " + cut);
      assertEquals(1, node.effectsOf(command), "cut after " + cut);
      runs.add(node.worker().runs());
    }
    assertTrue(runs.contains(2), "some cuts came before the commit: " + runs);
    assertEquals(1, runs.getLast(), "the last came after it: " + runs);
  }

  @Test
  void aLinkThatIsSilentForAWhileHoldsACommandUpForSecondsOnly() throws Exception {
    assertRun(1, warm());
    Command command = EffectsNode.command(TIMEOUT);
    node.link().swallow(Direction.TO_TARGET, Direction.TO_CLIENT);
    node.later(1_000, node.link()::pass);
    long start = System.nanoTime();

    Reply reply = node.ask(command);

    assertNull(reply.status(), () -> reply.payload().data().toString());
    assertEquals(1, node.effectsOf(command));
    assertTrue(secondsSince(start) < 8, () -> secondsSince(start) + " s");
  }

  @Test
  void aLinkThatStaysSilentBeforeTheCommitMeansNothingWasDone() throws Exception {
    assertRun(1, warm());
    Command command = EffectsNode.command(TIMEOUT);
    node.link().swallow(Direction.TO_TARGET, Direction.TO_CLIENT);
    long start = System.nanoTime();

    Reply reply = node.ask(command);

    assertProblem(503, "/problems/worker-unavailable", reply);
    assertTrue(secondsSince(start) < 15, () -> secondsSince(start) + " s");
    node.link().pass();
    assertEquals(0, node.effectsOf(command));
  }

  @Test
  void aLinkThatFallsSilentInTheCommitLeavesTheOutcomeUnknownUntilItIsBack() throws Exception {
    assertRun(1, warm());
    Command command = EffectsNode.command(TIMEOUT);
    node.worker().afterWork(run -> node.link().swallow(Direction.TO_CLIENT));
    long start = System.nanoTime();

    Reply unknown = node.ask(command);

    assertProblem(504, "/problems/outcome-unknown", unknown);
    assertTrue(secondsSince(start) < 15, () -> secondsSince(start) + " s");
    healAndReset();
    assertRun(1, node.ask(command));
    assertEquals(1, node.effectsOf(command));
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsDoneAndACommandThatComesAgainIsRun() throws Exception {
    Command command = EffectsNode.command(Duration.ofSeconds(2));
    node.link().down().await();

    Reply reply = node.ask(command);

    assertProblem(503, "/problems/worker-unavailable", reply);
    node.link().up().await();
    Eventually.holds(
        "the service works again",
        TIMEOUT,
        () -> node.ask(EffectsNode.command(TIMEOUT)).status() == null);
    assertEquals(0, node.effectsOf(command));
  }

  /** A connection is there, and its statements are prepared. */
  private Reply warm() throws Exception {
    node.worker().afterWork(run -> {});
    return node.ask(EffectsNode.command(TIMEOUT));
  }

  private void healAndReset() {
    node.link().pass();
    node.link().reset();
  }

  private static long secondsSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }

  private static void assertRun(int run, Reply reply) {
    assertEquals("{\"run\":" + run + "}", reply.payload().data().toString());
  }

  private static void assertProblem(int status, String type, Reply reply) {
    assertEquals(status, reply.status(), () -> reply.payload().data().toString());
    assertEquals(type, reply.payload().data().toJsonObject().getString("type"));
  }
}
