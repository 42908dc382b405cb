package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.newTopic;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.backbone.LogLines;
import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Outcome.Unanswered;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealKafka.class)
final class ReplyLaneTest {

  private static final int CALLS = 200;

  private final String topic = newTopic(3);

  @Test
  void twoGatewaysOnOneLaneEachGetTheirOwnReplies() throws TimeoutException {
    try (var one = Gateway.open(topic);
        var other = Gateway.open(topic, one.laneNumber());
        var worker = Worker.answering(topic)) {
      var ofOne = dispatch(one);
      var ofOther = dispatch(other);

      assertAnswered(ofOne);
      assertAnswered(ofOther);
      eventually("each drops the other's", () -> one.pending().unmatched() == CALLS);
      eventually("each drops the other's", () -> other.pending().unmatched() == CALLS);
      assertEquals(2 * CALLS, worker.seen().size());
    }
  }

  @Test
  void aLateAndASecondReplyAreCountedAndDropped() throws TimeoutException {
    try (var gateway = Gateway.open(topic)) {
      var late = Samples.fresh("op", null, Duration.ofMillis(100));
      assertInstanceOf(Unanswered.class, gateway.dispatch(late).await(60, SECONDS));
      send(gateway, Samples.answerTo(late, "late"));
      eventually("the late one is counted", () -> gateway.pending().unmatched() == 1);

      var command = Samples.fresh("op");
      var outcome = gateway.dispatch(command);
      var first = Samples.answerTo(command, "first");
      send(gateway, first);
      send(gateway, Samples.answerTo(command, "second"));

      assertEquals(first, answered(outcome).reply());
      eventually("the second one is counted", () -> gateway.pending().unmatched() == 2);
      assertEquals(0, gateway.pending().mismatched());
    }
  }

  @Test
  void whateverLiesOnALaneItIsReadOn() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        LogLines log = LogLines.open()) {
      long seed = System.nanoTime();
      Random random = new Random(seed);
      for (int i = 0; i < CALLS; i++) {
        gateway.send(atRandom(gateway, random));
      }
      var command = Samples.fresh("op");
      var outcome = gateway.dispatch(command);
      send(gateway, Samples.answerTo(command, "w"));

      assertAnswered(outcome);
      assertEquals(CALLS, gateway.lane().malformed(), "seed " + seed);
      assertEquals(1, log.of("records are dropped: no replies").size());
    }
  }

  @Test
  void aGatewayThatStartsWhileCommandsAreUnderWayLosesNone() throws TimeoutException {
    var held = new Held();
    try (var first = Gateway.open(topic);
        var worker = Worker.open(topic, 100, held)) {
      var before = first.dispatch(Samples.fresh("before"));
      eventually("it is under way", () -> held.running().equals(Set.of("before")));
      try (var second = Gateway.open(topic, first.laneNumber())) {
        // Its first call is answered at once, while the lane has a reader of long standing.
        var atOnce = second.dispatch(Samples.fresh("at-once"));
        eventually("both", () -> held.running().equals(Set.of("before", "at-once")));
        held.end("at-once");
        held.end("before");

        assertAnswered(atOnce);
        assertAnswered(before);
        assertEquals(2, worker.seen().size());
      }
    }
  }

  private static List<Future<Outcome>> dispatch(Gateway gateway) {
    return IntStream.range(0, CALLS)
        .mapToObj(i -> Samples.fresh("op", "k" + i % 20, Duration.ofMinutes(2)))
        .map(gateway::dispatch)
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> atRandom(Gateway gateway, Random random) {
    var reply = Samples.answerTo(Samples.fresh("op"), "w");
    var whole =
        KafkaWireForm.write(reply, reply.payload(), ReplyTopics.PLAIN, gateway.laneNumber());
    var names = List.of("ce_id", "ce_correlationid", "ce_causationid", "ce_time", "ce_specversion");
    String broken = names.get(random.nextInt(names.size()));
    byte[] value = new byte[random.nextInt(40)];
    random.nextBytes(value);
    whole.headers().remove(broken);
    if (random.nextBoolean()) {
      whole.headers().add(broken, value);
    }
    return whole;
  }

  private static void send(Gateway gateway, Reply reply) throws TimeoutException {
    gateway.send(
        KafkaWireForm.write(reply, reply.payload(), ReplyTopics.PLAIN, gateway.laneNumber()));
  }

  private static void assertAnswered(List<Future<Outcome>> outcomes) throws TimeoutException {
    for (Future<Outcome> outcome : outcomes) {
      assertAnswered(outcome);
    }
  }

  private static void assertAnswered(Future<Outcome> outcome) throws TimeoutException {
    assertInstanceOf(Answered.class, outcome.await(150, SECONDS));
  }

  private static Answered answered(Future<Outcome> outcome) throws TimeoutException {
    return assertInstanceOf(Answered.class, outcome.await(150, SECONDS));
  }
}
