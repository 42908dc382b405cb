package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.newTopic;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Outcome.Unanswered;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealKafka.class)
final class KafkaCallTest {

  private final String topic = newTopic(3);

  @Test
  void aCommandReachesTheWorkerAndItsReplyTheCaller() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      var command = Samples.fresh("placeOrder", "order-7", Duration.ofMinutes(2));

      var reply = answered(gateway.dispatch(command)).reply();

      assertEquals(command.id(), reply.causation());
      assertEquals(command.invocation(), reply.invocation());
      assertEquals("order-7", reply.key());
      assertEquals(
          List.of(command.withReplyTo(new ReplyTo.Kafka("sluice.replies", gateway.laneNumber()))),
          worker.seen());
    }
  }

  @Test
  void aRecordedCommandIsAnsweredOnTheDurableTopic() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      assertEquals(0, gateway.pending().unmatched());

      assertAnswered(gateway.dispatch(recorded(Samples.fresh("placeOrder"))));

      assertEquals(
          List.of(new ReplyTo.Kafka("sluice.replies.durable", gateway.laneNumber())),
          worker.seen().stream().map(Command::replyTo).toList());
    }
  }

  @Test
  void manyCallsAtOnceEachGetTheirOwnReply() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      List<Command> commands =
          IntStream.range(0, 1_000)
              .mapToObj(i -> Samples.fresh("op", "k" + i % 50, Duration.ofMinutes(2)))
              .toList();

      List<Future<Outcome>> outcomes = commands.stream().map(gateway::dispatch).toList();

      for (int i = 0; i < commands.size(); i++) {
        assertEquals(commands.get(i).id(), answered(outcomes.get(i)).reply().causation());
      }
      assertEquals(1_000, worker.seen().size());
      assertEquals(0, gateway.pending().size());
    }
  }

  @Test
  void withoutAWorkerTheCallEndsAtItsDeadline() throws TimeoutException {
    try (var gateway = Gateway.open(topic)) {
      var outcome = gateway.dispatch(Samples.fresh("op", null, Duration.ofMillis(300)));

      assertEquals(Failure.TIMED_OUT, unanswered(outcome).failure());
    }
  }

  @Test
  void aReplyOnAnotherLaneReachesNobodyHere() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var other = Gateway.open(topic)) {
      var command = Samples.fresh("op");
      var outcome = gateway.dispatch(command);

      reply(other, command, other.laneNumber());

      eventually("the other lane drops it", () -> other.pending().unmatched() == 1);
      assertFalse(outcome.isComplete());
      reply(gateway, command, gateway.laneNumber());
      assertAnswered(outcome);
    }
  }

  @Test
  void aReplyToAnotherCommandIsCountedAndDropped() throws TimeoutException {
    try (var gateway = Gateway.open(topic)) {
      var command = Samples.fresh("op");
      var outcome = gateway.dispatch(command);
      var again = Samples.fresh("op");
      var foreign = Samples.answerTo(again, "w");

      gateway.send(
          withHeader(record(gateway, foreign), "ce_correlationid", "" + command.invocation()));

      eventually("it is counted", () -> gateway.pending().mismatched() == 1);
      assertFalse(outcome.isComplete());
    }
  }

  @Test
  void whatIsNoReplyIsCountedAndTheNextIsRead() throws TimeoutException {
    try (var gateway = Gateway.open(topic)) {
      var command = Samples.fresh("op");
      var outcome = gateway.dispatch(command);
      int lane = gateway.laneNumber();

      gateway.send(new ProducerRecord<>("sluice.replies", lane, null, new byte[] {1}));
      gateway.send(withHeader(record(gateway, Samples.answerTo(command, "w")), "ce_status", "9"));
      reply(gateway, command, lane);

      assertAnswered(outcome);
      assertEquals(2, gateway.lane().malformed());
    }
  }

  @Test
  void progressEndsNoCall() throws TimeoutException {
    try (var gateway = Gateway.open(topic)) {
      var command = Samples.fresh("op");
      var outcome = gateway.dispatch(command);
      var reply = record(gateway, Samples.answerTo(command, "w"));

      gateway.send(withHeader(reply, "ce_type", "op.progress"));
      gateway.send(new ProducerRecord<>("sluice.replies", gateway.laneNumber(), null, new byte[1]));

      eventually("what follows is read", () -> gateway.lane().malformed() == 1);
      assertFalse(outcome.isComplete());
    }
  }

  @Test
  void aReplyGoesToReplyTopicsOnly() throws TimeoutException {
    String elsewhere = newTopic(1);
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic);
        var listener = Worker.answering(elsewhere)) {
      gateway.send(Samples.fresh("op").withReplyTo(new ReplyTo.Kafka(elsewhere, 0)));
      gateway.send(Samples.fresh("op").withReplyTo(new ReplyTo.Bus("anyone")));
      gateway.send(Samples.fresh("op"));

      assertAnswered(gateway.dispatch(Samples.fresh("op")));

      eventually("all are handled", () -> worker.seen().size() == 4);
      assertEquals(List.of(), listener.seen());
    }
  }

  private static void reply(Gateway from, Command command, int lane) throws TimeoutException {
    var reply = Samples.answerTo(command, "w");
    from.send(KafkaWireForm.write(reply, reply.payload(), "sluice.replies", lane));
  }

  private static ProducerRecord<byte[], byte[]> record(Gateway gateway, Reply reply) {
    return KafkaWireForm.write(reply, reply.payload(), "sluice.replies", gateway.laneNumber());
  }

  private static ProducerRecord<byte[], byte[]> withHeader(
      ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().remove(name).add(name, value.getBytes(UTF_8));
    return record;
  }

  private static Command recorded(Command command) {
    return new Command(
        command.id(),
        command.invocation(),
        command.operation(),
        command.source(),
        command.key(),
        command.time(),
        command.expiry(),
        null,
        true,
        command.attempt(),
        command.caller(),
        command.trace(),
        command.payload());
  }

  private static void assertAnswered(Future<Outcome> outcome) throws TimeoutException {
    assertInstanceOf(Answered.class, outcome.await(150, SECONDS));
  }

  private static Answered answered(Future<Outcome> outcome) throws TimeoutException {
    return assertInstanceOf(Answered.class, outcome.await(150, SECONDS));
  }

  private static Unanswered unanswered(Future<Outcome> outcome) throws TimeoutException {
    return assertInstanceOf(Unanswered.class, outcome.await(150, SECONDS));
  }
}
