package io.sluice.backbone.kafka;

import static io.sluice.backbone.RealKafka.config;
import static io.sluice.backbone.RealKafka.newTopic;
import static io.sluice.backbone.RealKafka.vertx;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.dispatch.NotSentException;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome.Unanswered;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said when Kafka, or a topic, is not there. */
@ExtendWith(RealKafka.class)
final class KafkaAbsenceTest {

  private static final Duration SHORT = Duration.ofMillis(500);

  @Test
  void aMissingTopicIsNamedWhenASenderOpens() {
    var topics = List.of(newTopic(1), "no-such-topic");

    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> RecordSender.open(vertx(), config(), topics, SHORT).await(30, SECONDS));

    assertEquals("Kafka does not answer, or has no topic no-such-topic", failure.getMessage());
  }

  @Test
  void missingTopicsAreNamedWhenTheyAreRequired() throws TimeoutException {
    String present = newTopic(1);
    var topics = KafkaTopics.open(vertx(), config());
    topics.require(List.of(present)).await(30, SECONDS);

    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> topics.require(List.of("no-b", present, "no-a")).await(30, SECONDS));

    assertEquals("Kafka has no topic no-a, no-b", failure.getMessage());
    topics.close().await(30, SECONDS);
  }

  @Test
  void creatingTopicsTwiceAtOnceIsNoError() throws TimeoutException {
    var topics = KafkaTopics.open(vertx(), config());
    var wanted = List.of(new KafkaTopics.Topic("twice", 1, (short) 1, Duration.ofHours(1)));

    Future.all(topics.create(wanted), topics.create(wanted), topics.create(wanted))
        .await(30, SECONDS);

    topics.require(List.of("twice")).await(30, SECONDS);
    topics.close().await(30, SECONDS);
  }

  @Test
  void withoutABrokerASenderDoesNotOpen() throws IOException {
    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> RecordSender.open(vertx(), nowhere(), List.of("any"), SHORT).await(30, SECONDS));

    assertTrue(String.valueOf(failure.getMessage()).startsWith("Kafka does not answer"));
  }

  @Test
  void withoutABrokerThatIsSaidOfTheTopics() throws Exception {
    var topics = KafkaTopics.open(vertx(), nowhere());

    var failure =
        assertThrows(
            IllegalStateException.class, () -> topics.require(List.of("any")).await(30, SECONDS));

    assertTrue(String.valueOf(failure.getMessage()).startsWith("Kafka does not answer at "));

    topics.close().await(30, SECONDS);
  }

  @Test
  void aLaneThatIsNotPositionedTakesNoCalls() throws Exception {
    var pending = new PendingCalls(vertx(), InstantSource.system(), 10);
    var lane = new ReplyLane(nowhere(), pending, 1);
    var sender = RecordSender.open(vertx(), config(), List.of()).await(30, SECONDS);
    var dispatcher = new KafkaDispatcher(sender, lane, pending, "any");
    Future<Void> started = lane.start();

    var outcome = dispatcher.dispatch(Samples.fresh("op")).await(30, SECONDS);

    assertEquals(
        Failure.BACKBONE_UNAVAILABLE, assertInstanceOf(Unanswered.class, outcome).failure());
    assertFalse(lane.isPositioned());
    lane.stop().await(10, SECONDS);
    assertTrue(started.failed());
    sender.close().await(30, SECONDS);
  }

  @Test
  void aTopicThatThePartyDoesNotKnowIsNotSentTo() throws Exception {
    try (var gateway = Gateway.open(newTopic(1))) {
      var sender = RecordSender.open(vertx(), config(), List.of()).await(30, SECONDS);
      var dispatcher =
          new KafkaDispatcher(sender, gateway.lane(), gateway.pending(), "no-such-topic");

      var outcome = dispatcher.dispatch(Samples.fresh("op")).await(30, SECONDS);

      assertEquals(
          Failure.BACKBONE_UNAVAILABLE, assertInstanceOf(Unanswered.class, outcome).failure());
      assertEquals(0, gateway.pending().size());
      sender.close().await(30, SECONDS);
    }
  }

  @Test
  void aRecordedCommandForATopicThatIsNotKnownIsCertainlyNotSent() throws Exception {
    try (var gateway = Gateway.open(newTopic(1))) {
      var sender = RecordSender.open(vertx(), config(), List.of()).await(30, SECONDS);
      var commands = new KafkaCommandSender(sender, gateway.lane());

      var failure =
          assertThrows(
              NotSentException.class,
              () -> commands.send(Samples.recorded("op"), "no-such-topic").await(30, SECONDS));

      assertEquals(Failure.BACKBONE_UNAVAILABLE, failure.failure());
      sender.close().await(30, SECONDS);
    }
  }

  /** A port at which nobody listens. */
  private static KafkaConfig nowhere() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return KafkaConfig.of("127.0.0.1:" + taken.getLocalPort());
    }
  }
}
