package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.newTopic;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealKafka.class)
final class KafkaCommandConsumerTest {

  private final String topic = newTopic(1);
  private final Held handler = new Held();

  @Test
  void aKeyRunsInOrderWhileOtherKeysGoOn() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.open(topic, 100, handler)) {
      send(gateway, "a1", "a");
      send(gateway, "a2", "a");
      send(gateway, "b1", "b");
      send(gateway, "n1", null);
      send(gateway, "n2", null);

      awaitRunning("a1", "b1", "n1", "n2");
      handler.end("a1");
      awaitRunning("a2", "b1", "n1", "n2");
      assertTrue(worker.operations().indexOf("a1") < worker.operations().indexOf("a2"));
      endAll();
    }
  }

  @Test
  void manyCommandsOfManyKeysKeepTheOrderOfEachKey() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      var outcomes =
          IntStream.range(0, 500)
              .mapToObj(i -> Samples.fresh("op" + i, "k" + i % 7, Duration.ofSeconds(60)))
              .map(gateway::dispatch)
              .toList();
      Future.all(outcomes).await(60, SECONDS);

      for (int key = 0; key < 7; key++) {
        String name = "k" + key;
        assertEquals(
            IntStream.iterate(key, i -> i < 500, i -> i + 7).mapToObj(i -> "op" + i).toList(),
            worker.seen().stream()
                .filter(one -> name.equals(one.key()))
                .map(Command::operation)
                .toList());
      }
    }
  }

  @Test
  void whatWasNotFinishedComesAgainToTheNextConsumer() throws TimeoutException {
    try (var gateway = Gateway.open(topic)) {
      try (var worker = Worker.open(topic, 100, handler)) {
        for (String one : List.of("1", "2", "3", "4")) {
          send(gateway, one, "key-" + one);
        }
        awaitRunning("1", "2", "3", "4");
        handler.end("1");
        handler.end("3");
        worker.stop().await(60, SECONDS);
      }

      try (var next = Worker.answering(topic)) {
        eventually(
            "the unfinished are there", () -> next.operations().containsAll(Set.of("2", "4")));
        // Different keys: one may begin to wait for the lease just before it holds.
        assertEquals(
            List.of("2", "3", "4"),
            next.operations().stream().sorted().toList(),
            "1 is committed, 3 lies above 2");
      }
    }
  }

  @Test
  void whatWaitsForItsKeyDoesNotStartDuringAStop() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.open(topic, 100, handler)) {
      send(gateway, "a1", "a");
      send(gateway, "a2", "a");
      awaitRunning("a1");

      Future<Void> stopped = worker.stop();
      assertFalse(stopped.isComplete(), "the group is left only after the work");
      handler.end("a1");
      stopped.await(60, SECONDS);

      assertEquals(List.of("a1"), worker.operations());
    }
    try (var next = Worker.answering(topic)) {
      eventually("the next consumer has it", () -> next.operations().equals(List.of("a2")));
    }
  }

  @Test
  void aSecondConsumerTakesPartitionsAndNothingIsLostOrDone() throws TimeoutException {
    String shared = newTopic(4);
    try (var gateway = Gateway.open(shared);
        var first = Worker.answering(shared)) {
      var before = dispatch(gateway, 200);
      try (var second = Worker.answering(shared)) {
        var during = dispatch(gateway, 400);
        Future.all(before).await(60, SECONDS);
        Future.all(during).await(60, SECONDS);
        eventually("the second gets work", () -> hasWork(gateway, second));
      }
      Future.all(dispatch(gateway, 100)).await(60, SECONDS);
      assertTrue(first.seen().size() >= 100);
    }
  }

  @Test
  void aPoisonRecordIsSkippedAndTheRestProcessed() throws TimeoutException {
    try (var gateway = Gateway.open(topic)) {
      gateway.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2}));
      gateway.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[0]));
      gateway.send(withWrongExpiry(Samples.fresh("poison")));
      send(gateway, "good", "a");
      try (var worker = Worker.answering(topic)) {
        eventually("the rest is done", () -> worker.operations().equals(List.of("good")));
      }
      send(gateway, "later", "a");
      try (var next = Worker.answering(topic)) {
        eventually("the next is done", () -> next.operations().equals(List.of("later")));
      }
    }
  }

  @Test
  void aHandlerThatBreaksItsPromiseHoldsUpNothing() throws TimeoutException {
    var calls = new AtomicInteger();
    try (var gateway = Gateway.open(topic);
        var worker =
            Worker.open(
                topic,
                100,
                command ->
                    switch (calls.incrementAndGet()) {
                      case 1 -> throw new IllegalStateException("thrown");
                      case 2 -> Future.failedFuture("failed");
                      default -> Future.succeededFuture(Samples.answerTo(command, "w"));
                    })) {
      send(gateway, "1", "a");
      send(gateway, "2", "a");

      var outcome = gateway.dispatch(Samples.fresh("3", "a", Duration.ofSeconds(30)));

      assertInstanceOf(Answered.class, outcome.await(60, SECONDS));

      assertEquals(List.of("1", "2", "3"), worker.operations());
    }
  }

  @Test
  void readingPausesWhenTooMuchIsInHandAndGoesOnAfterwards() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.open(topic, 4, handler)) {
      for (int i = 0; i < 40; i++) {
        send(gateway, "op" + i, null);
      }
      eventually("it is full", () -> handler.running().size() >= 4);

      int most = 0;
      while (worker.seen().size() < 40) {
        eventually("it goes on", () -> !handler.running().isEmpty() || worker.seen().size() == 40);
        most = Math.max(most, handler.running().size());
        handler.running().stream().findFirst().ifPresent(handler::end);
      }
      endAll();

      assertTrue(most <= 6, "in hand: " + most);
    }
  }

  @Test
  void whatIsAnsweredMakesRoomBeforeItsAnswerIsAcknowledged() throws TimeoutException {
    try (var gateway = Gateway.open(topic);
        var worker = Worker.open(topic, 1, handler)) {
      var sending = worker.holdSending();
      var outcome = gateway.dispatch(Samples.fresh("a1", "a", Duration.ofSeconds(60)));
      awaitRunning("a1");
      send(gateway, "b1", "b");

      handler.end("a1");
      awaitRunning("b1");
      assertFalse(outcome.isComplete(), "its answer is not sent");

      assertTrue(sending.complete(true));
      assertInstanceOf(Answered.class, outcome.await(60, SECONDS));
      endAll();
    }
  }

  @Test
  void aMissingTopicFailsTheStart() {
    var failure =
        assertThrows(IllegalStateException.class, () -> Worker.answering("no-such-topic"));

    assertEquals("Kafka has no topic no-such-topic", failure.getMessage());
  }

  private static void send(Gateway gateway, String operation, @Nullable String key)
      throws TimeoutException {
    gateway.send(Samples.fresh(operation, key, Duration.ofSeconds(60)));
  }

  private static boolean hasWork(Gateway gateway, Worker worker) {
    return !dispatch(gateway, 8).isEmpty() && !worker.seen().isEmpty();
  }

  private static List<Future<Outcome>> dispatch(Gateway gateway, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Samples.fresh("op", "k" + i, Duration.ofSeconds(60)))
        .map(gateway::dispatch)
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, Command command) {
    return KafkaWireForm.write(command, command.payload(), topic, null);
  }

  private ProducerRecord<byte[], byte[]> withWrongExpiry(Command command) {
    var record = record(topic, command);
    record.headers().remove("ce_expirytime").add("ce_expirytime", new byte[] {1});
    return record;
  }

  private void awaitRunning(String... operations) {
    eventually(
        "running: " + List.of(operations), () -> handler.running().equals(Set.of(operations)));
  }

  private void endAll() {
    handler.running().forEach(handler::end);
  }
}
