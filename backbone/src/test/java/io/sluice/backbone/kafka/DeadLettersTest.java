package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.newTopic;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealKafka.class)
final class DeadLettersTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final String topic = newTopic(1);

  @Test
  void aRecordThatIsNoCommandIsPutAsideAsItCameAndTheNextIsRead() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      var poison =
          new ProducerRecord<>(
              topic, null, 1_700_000_000_000L, new byte[] {-1, 1}, new byte[] {-2, 2});
      poison.headers().add("ce_id", new byte[] {-3}).add("mine", null);
      gateway.send(Samples.fresh("first"));
      gateway.send(poison);

      assertAnswered(gateway, Samples.fresh("next", "a", MINUTE));

      var letter = DeadLetterTopic.await(topic, 1).getFirst();
      assertArrayEquals(new byte[] {-1, 1}, letter.key());
      assertArrayEquals(new byte[] {-2, 2}, letter.value());
      assertArrayEquals(new byte[] {-3}, letter.headers().lastHeader("ce_id").value());
      assertNull(letter.headers().lastHeader("mine").value());
      assertEquals("malformed", reason(letter));
      assertEquals(
          "attribute specversion is missing", DeadLetterTopic.header(letter, "sluice_dlq_detail"));
      assertEquals(topic, DeadLetterTopic.header(letter, "sluice_dlq_topic"));
      assertEquals("0", DeadLetterTopic.header(letter, "sluice_dlq_partition"));
      assertEquals("1", DeadLetterTopic.header(letter, "sluice_dlq_offset"));
      assertEquals(
          Instant.ofEpochMilli(1_700_000_000_000L),
          Instant.parse(DeadLetterTopic.header(letter, "sluice_dlq_timestamp")));
      // They have different keys: which of them runs first is nobody's promise.
      assertEquals(List.of("first", "next"), worker.operations().stream().sorted().toList());
      assertEquals(1, worker.deadLetters(DeadLetterReason.MALFORMED));
    }
  }

  @Test
  void aSenderCannotHideADeadLetterByAMark() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      var poison = new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2});
      poison
          .headers()
          .add(DeadLetterHeaders.MARK, "discarded".getBytes(UTF_8))
          .add(DeadLetterHeaders.MARKED, "0".getBytes(UTF_8));
      gateway.send(poison);

      var letter = DeadLetterTopic.await(topic, 1).getFirst();

      assertNull(letter.headers().lastHeader(DeadLetterHeaders.MARK));
      assertNull(letter.headers().lastHeader(DeadLetterHeaders.MARKED));
      assertEquals(1, worker.deadLetters(DeadLetterReason.MALFORMED));
    }
  }

  @Test
  void aTombstoneIsPutAsideAsOne() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      gateway.send(new ProducerRecord<>(topic, new byte[] {1}, null));

      var letter = DeadLetterTopic.await(topic, 1).getFirst();

      assertNull(letter.value());
      assertEquals("malformed", reason(letter));
      assertEquals(List.of(), worker.seen());
    }
  }

  @Test
  void messagesOfOtherKindsAndOfOtherTopicsAreInTheWrongOne() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      var reply = Samples.answerTo(Samples.fresh("op"), "w");
      gateway.send(KafkaWireForm.write(reply, reply.payload(), topic, null));
      var strayed = record(Samples.fresh("op"));
      strayed.headers().add("sluice_topic", "another.commands".getBytes(UTF_8));
      gateway.send(strayed);

      var letters = DeadLetterTopic.await(topic, 2);

      assertEquals(
          List.of("wrong-topic", "wrong-topic"),
          letters.stream().map(DeadLettersTest::reason).toList());
      assertEquals(List.of(), worker.seen());
      assertEquals(2, worker.deadLetters(DeadLetterReason.WRONG_TOPIC));
    }
  }

  @Test
  void anUnknownOperationIsAnsweredAndPutAside() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      var outcome = gateway.dispatch(Samples.fresh(Worker.UNKNOWN, "a", MINUTE));

      var letter = DeadLetterTopic.await(topic, 1).getFirst();

      assertTrue(answered(outcome).isDeadLettered());
      assertEquals("unknown-operation", reason(letter));
      assertEquals(Worker.UNKNOWN, DeadLetterTopic.header(letter, "ce_type"));
      eventually(
          "it is counted", () -> worker.deadLetters(DeadLetterReason.UNKNOWN_OPERATION) == 1);
    }
  }

  @Test
  void aCommandThatIsGivenUpIsAnsweredAndPutAsideWithItsAttempts() throws TimeoutException {
    CommandRunner runner =
        command ->
            Future.succeededFuture(
                command.attempt() < 3
                    ? new RunResult.Again(
                        Samples.answerTo(command, "again"), Duration.ofMillis(1), "not yet")
                    : new RunResult.GivenUp(Samples.answerTo(command, "up"), 3, "broken"));
    try (var gateway = Gateway.open(topic);
        var worker = Worker.running(topic, runner)) {
      var reply = answered(gateway.dispatch(Samples.fresh("op", "a", MINUTE)));

      assertTrue(reply.isDeadLettered());
      assertEquals("/worker/test/up", reply.source());
      assertEquals(3, reply.attempt());
      var letter = DeadLetterTopic.await(topic, 1).getFirst();
      assertEquals("failed", reason(letter));
      assertEquals("broken", DeadLetterTopic.header(letter, "sluice_dlq_detail"));
      assertEquals("3", DeadLetterTopic.header(letter, "sluice_dlq_attempts"));
      assertEquals("1", DeadLetterTopic.header(letter, "ce_attempt"));
      eventually("none is behind", () -> worker.lag(topic) == 0);
      assertEquals(1, worker.deadLetters(DeadLetterReason.FAILED));
    }
  }

  @Test
  void theOffsetMovesOnOverADeadLetterAndItIsNotWrittenTwice() throws TimeoutException {
    try (var gateway = Gateway.open(topic)) {
      try (var worker = Worker.answering(topic)) {
        gateway.send(new ProducerRecord<>(topic, null, new byte[] {2}));
        eventually("it is counted", () -> worker.deadLetters(DeadLetterReason.MALFORMED) == 1);
      }
      try (var next = Worker.answering(topic)) {
        assertAnswered(gateway, Samples.fresh("next"));
        assertEquals(0, next.deadLetters(DeadLetterReason.MALFORMED));
      }
    }
  }

  @Test
  void whatIsTooLargeForTheTopicGoesWithoutItsValue() throws Exception {
    RealKafka.limitRecords(DeadLetterHeaders.topicOf(topic), 2_000);
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      gateway.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[3_000]));

      var letter = DeadLetterTopic.await(topic, 1).getFirst();

      assertEquals(0, letter.value().length);
      assertArrayEquals(new byte[] {1}, letter.key());
      assertEquals("value", DeadLetterTopic.header(letter, "sluice_dlq_cut"));
      assertEquals(1, worker.deadLetters(DeadLetterReason.MALFORMED));
    }
  }

  @Test
  void aDeadLetterThatCannotBeWrittenWaitsWhileOthersGoOnAndIsTriedAgain() throws Exception {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      // Not even the headers fit.
      RealKafka.limitRecords(DeadLetterHeaders.topicOf(topic), 100);
      gateway.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[3_000]));

      assertAnswered(gateway, Samples.fresh("beside", "a", MINUTE));
      eventually("one is behind", () -> worker.lag(topic) > 0);
      assertEquals(0, worker.deadLetters(DeadLetterReason.MALFORMED));
      RealKafka.limitRecords(DeadLetterHeaders.topicOf(topic), 100_000);

      assertEquals(3_000, DeadLetterTopic.await(topic, 1).getFirst().value().length);
      eventually("none is behind", () -> worker.lag(topic) == 0);
    }
  }

  @Test
  void aDeadLetterThatWasNotWrittenComesToTheNextConsumer() throws Exception {
    RealKafka.limitRecords(DeadLetterHeaders.topicOf(topic), 100);
    try (var gateway = Gateway.open(topic)) {
      try (var worker = Worker.answering(topic)) {
        gateway.send(new ProducerRecord<>(topic, null, new byte[] {2}));
        assertAnswered(gateway, Samples.fresh("beside"));
        assertEquals(0, worker.deadLetters(DeadLetterReason.MALFORMED));
      }
      RealKafka.limitRecords(DeadLetterHeaders.topicOf(topic), 100_000);
      try (var next = Worker.answering(topic)) {
        eventually("it is written", () -> next.deadLetters(DeadLetterReason.MALFORMED) == 1);
      }
    }
  }

  @Test
  void withoutItsDeadLetterTopicAConsumerDoesNotStart() {
    String alone = RealKafka.newTopicAlone();

    var failure = assertThrows(IllegalStateException.class, () -> Worker.answering(alone));

    assertEquals("Kafka has no topic " + alone + ".dlq", failure.getMessage());
  }

  private ProducerRecord<byte[], byte[]> record(Command command) {
    return KafkaWireForm.write(command, command.payload(), topic, null);
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return DeadLetterTopic.header(letter, "sluice_dlq_reason");
  }

  private static Reply answered(Future<Outcome> outcome) throws TimeoutException {
    return assertInstanceOf(Answered.class, outcome.await(120, SECONDS)).reply();
  }

  private static void assertAnswered(Gateway gateway, Command command) throws TimeoutException {
    assertFalse(answered(gateway.dispatch(command)).isDeadLettered());
  }
}
