package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.newTopic;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.backbone.LogLines;
import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.Reply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a gateway with a ledger sends and hears. */
@ExtendWith(RealKafka.class)
final class RecordedAnswersTest {

  private final String topic = newTopic(3);
  private final List<Message> heard = new CopyOnWriteArrayList<>();

  @Test
  void theReplyToARecordedCommandIsForTheLedgerAlone() throws TimeoutException {
    try (var gateway = Gateway.open(topic, ledger());
        var worker = Worker.answering(topic)) {
      var command = Samples.recorded("op");
      var place = gateway.record(command).await(60, SECONDS);

      eventually("it is heard of", () -> heard.size() == 1);

      var reply = assertInstanceOf(Reply.class, heard.getFirst());
      assertEquals(command.id(), reply.causation());
      assertEquals(true, reply.recorded());
      assertEquals(0, gateway.pending().unmatched());
      assertEquals(0, place.offset());
      assertEquals(List.of("op"), worker.operations());
    }
  }

  @Test
  void progressOfARecordedCommandIsForTheLedger() throws TimeoutException {
    try (var gateway = Gateway.open(topic, ledger())) {
      var progress = Samples.progressOf(Samples.recorded("op"));
      send(gateway, progress, progress.payload(), ReplyTopics.DURABLE);

      eventually("it is heard of", () -> !heard.isEmpty());

      assertEquals(List.of(progress), heard);
    }
  }

  @Test
  void progressIsForTheLedgerFromWhenItsCallWaitsNoMore() throws TimeoutException {
    try (var gateway = Gateway.open(topic, ledger())) {
      var command = Samples.fresh("op");
      var outcome = gateway.dispatch(command);
      var early = Samples.progressOf(command);
      send(gateway, early, early.payload(), ReplyTopics.PLAIN);
      var awaited = Samples.answerTo(command, "w");
      send(gateway, awaited, awaited.payload(), ReplyTopics.PLAIN);
      assertInstanceOf(Answered.class, outcome.await(60, SECONDS));

      var late = Samples.progressOf(command);
      send(gateway, late, late.payload(), ReplyTopics.PLAIN);
      eventually("it is heard of", () -> !heard.isEmpty());

      assertEquals(List.of(late), heard);
    }
  }

  @Test
  void aReplyThatEndsNoCallIsForTheLedgerToo() throws TimeoutException {
    try (var gateway = Gateway.open(topic, ledger())) {
      var waiting = Samples.fresh("op");
      var outcome = gateway.dispatch(waiting);
      var ofNobody = Samples.answerTo(Samples.fresh("op"), "late");
      send(gateway, ofNobody, ofNobody.payload(), ReplyTopics.PLAIN);
      var awaited = Samples.answerTo(waiting, "w");
      send(gateway, awaited, awaited.payload(), ReplyTopics.PLAIN);

      assertInstanceOf(Answered.class, outcome.await(60, SECONDS));
      assertEquals(List.of(ofNobody), heard);
      assertEquals(1, gateway.pending().unmatched());
    }
  }

  @Test
  void withoutALedgerARecordedCommandIsAnsweredAsAnyOther() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      var outcome = gateway.dispatch(Samples.recorded("op")).await(60, SECONDS);

      assertEquals(true, assertInstanceOf(Answered.class, outcome).reply().recorded());
      assertEquals(1, worker.seen().size());
    }
  }

  @Test
  void aLedgerThatFailsDoesNotHoldUpTheLane() throws TimeoutException {
    try (var gateway = Gateway.open(topic, failing());
        LogLines log = LogLines.open()) {
      var ofNobody = Samples.answerTo(Samples.fresh("op"), "late");
      send(gateway, ofNobody, ofNobody.payload(), ReplyTopics.PLAIN);
      var command = Samples.fresh("op");
      var outcome = gateway.dispatch(command);
      var awaited = Samples.answerTo(command, "w");
      send(gateway, awaited, awaited.payload(), ReplyTopics.PLAIN);

      assertInstanceOf(Answered.class, outcome.await(60, SECONDS));
      assertEquals(1, log.of("answers are lost by those that they were for").size());
      assertEquals(0, gateway.lane().malformed());
    }
  }

  private void send(Gateway gateway, Message message, Payload payload, String to)
      throws TimeoutException {
    gateway.send(KafkaWireForm.write(message, payload, to, gateway.laneNumber()));
  }

  private RecordedAnswers ledger() {
    return new RecordedAnswers() {
      @Override
      public void reply(Reply reply) {
        heard.add(reply);
      }

      @Override
      public void progress(Progress progress) {
        heard.add(progress);
      }
    };
  }

  private static RecordedAnswers failing() {
    return new RecordedAnswers() {
      @Override
      public void reply(Reply reply) {
        throw new IllegalStateException("no room");
      }

      @Override
      public void progress(Progress progress) {
        throw new IllegalStateException("no room");
      }
    };
  }
}
