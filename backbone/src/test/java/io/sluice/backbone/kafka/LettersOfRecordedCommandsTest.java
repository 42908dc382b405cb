package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.config;
import static io.sluice.backbone.RealKafka.newTopic;
import static io.sluice.backbone.RealKafka.vertx;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.deadletter.DeadLetterQueue;
import io.sluice.backbone.deadletter.LetterId;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Ended;
import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the ledger hears of a command that is a dead letter, until that is dealt with. */
@ExtendWith(RealKafka.class)
final class LettersOfRecordedCommandsTest implements RecordedAnswers, CommandRunner {

  private final String topic = newTopic(1);
  private final List<Reply> heard = new CopyOnWriteArrayList<>();
  private final DeadLetterQueue queue =
      new DeadLetterQueue(vertx(), config(), topic, InstantSource.system());
  private volatile boolean broken = true;

  @Override
  public void reply(Reply reply) {
    heard.add(reply);
  }

  @Override
  public void progress(Progress progress) {}

  @Override
  public Future<RunResult> run(Command command) {
    Reply reply = Samples.answerTo(command, "w");
    return Future.succeededFuture(
        broken
            ? new RunResult.GivenUp(reply.asRecorded(command.recorded()), 1, "broken")
            : new RunResult.Answered(reply));
  }

  @Test
  void aDiscardedLetterEndsItsInvocationAsFailed() throws TimeoutException {
    try (var gateway = Gateway.open(topic, this);
        var worker = Worker.running(topic, this)) {
      var command = Samples.recorded("op");
      gateway.record(command).await(60, SECONDS);
      awaitLetter(worker);

      queue.discard(onlyLetter()).await(60, SECONDS);

      eventually("its end is heard of", () -> heard.size() == 2);
      assertTrue(heard.getFirst().isDeadLettered());
      assertDiscarded(command, heard.getLast());
    }
  }

  @Test
  void allThatIsDiscardedAtOnceEndsSo() throws TimeoutException {
    try (var gateway = Gateway.open(topic, this);
        var worker = Worker.running(topic, this)) {
      var command = Samples.recorded("op");
      gateway.record(command).await(60, SECONDS);
      awaitLetter(worker);

      assertEquals(1, queue.discardAll().await(60, SECONDS));

      eventually("its end is heard of", () -> heard.size() == 2);
      assertDiscarded(command, heard.getLast());
    }
  }

  @Test
  void aCancelledCommandOfAnUnknownOperationIsCancelledAndNoLetter() throws TimeoutException {
    CommandRunner cancelling =
        command ->
            Future.succeededFuture(
                new RunResult.Answered(Samples.answerTo(command, "w").asEnded(Ended.CANCELLED)));
    try (var gateway = Gateway.open(topic, this);
        var worker = Worker.running(topic, cancelling)) {
      gateway.record(Samples.recorded(Worker.UNKNOWN)).await(60, SECONDS);

      eventually("its end is heard of", () -> heard.size() == 1);
      assertTrue(heard.getFirst().isCancelled());
      eventually("it is finished", () -> worker.lag(topic) == 0);
      assertEquals(0, worker.deadLetters(DeadLetterReason.UNKNOWN_OPERATION));
    }
  }

  @Test
  void anExpiredCommandOfAnUnknownOperationIsAnsweredAndNoLetter() throws TimeoutException {
    broken = false;
    try (var gateway = Gateway.open(topic, this);
        var worker = Worker.running(topic, this)) {
      var late = Samples.fresh(Worker.UNKNOWN, "a", Duration.ZERO);
      gateway.record(late.asRecorded()).await(60, SECONDS);

      eventually("its end is heard of", () -> heard.size() == 1);
      assertFalse(heard.getFirst().isDeadLettered());
      eventually("it is finished", () -> worker.lag(topic) == 0);
      assertEquals(0, worker.deadLetters(DeadLetterReason.UNKNOWN_OPERATION));
    }
  }

  @Test
  void aRedrivenLetterCompletesTheSameInvocation() throws TimeoutException {
    try (var gateway = Gateway.open(topic, this);
        var worker = Worker.running(topic, this)) {
      var command = Samples.recorded("op");
      gateway.record(command).await(60, SECONDS);
      awaitLetter(worker);
      broken = false;

      queue.redrive(onlyLetter()).await(60, SECONDS);

      eventually("its end is heard of", () -> heard.size() == 2);
      var reply = heard.getLast();
      assertEquals(command.id(), reply.causation());
      assertEquals(command.invocation(), reply.invocation());
      assertTrue(reply.recorded());
      assertFalse(reply.isDeadLettered() || reply.isProblem());
    }
  }

  @Test
  void theReplyToARedrivenCommandIsKeptAlthoughItsCallerWasNotRecorded() throws TimeoutException {
    try (var worker = Worker.running(topic, this)) {
      var command = Samples.fresh("op", "a", Duration.ofMinutes(2));
      try (var gone = Gateway.open(topic)) {
        var outcome = gone.dispatch(command);
        awaitLetter(worker);
        eventually("its caller is told", outcome::isComplete);
      }
      broken = false;

      queue.redrive(onlyLetter()).await(60, SECONDS);

      eventually("it has run again", () -> worker.seen().size() == 2);
      var redriven = worker.seen().getLast();
      assertEquals(command.id(), redriven.id());
      assertTrue(
          String.valueOf(redriven.replyTo()).startsWith("kafka:" + ReplyTopics.DURABLE + "/"));
    }
  }

  private static void awaitLetter(Worker worker) {
    eventually("it is put aside", () -> worker.deadLetters(DeadLetterReason.FAILED) == 1);
  }

  private LetterId onlyLetter() throws TimeoutException {
    var letters = queue.list().await(60, SECONDS).letters();
    assertEquals(1, letters.size());
    return letters.getFirst().id();
  }

  private static void assertDiscarded(Command command, Reply reply) {
    assertEquals(command.id(), reply.causation());
    assertEquals(command.invocation(), reply.invocation());
    assertEquals(502, reply.status());
    assertTrue(reply.recorded());
    assertFalse(reply.isDeadLettered());
    assertEquals("/problems/discarded", reply.payload().data().toJsonObject().getString("type"));
  }
}
