package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.LogLines;
import io.sluice.backbone.Samples;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.kafka.KafkaCommandConsumer.Subscription;
import io.sluice.backbone.kafka.KafkaTopics.Topic;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.embedded.EmbeddedKafka;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one broker goes away under a gateway and a worker, and comes back. */
final class KafkaOutageTest {

  private static final String TOPIC = "outage.commands";
  private static final int CALLS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final PendingCalls pending = new PendingCalls(vertx, InstantSource.system(), 1_000);
  private final Path data;
  private final ReplyLane lane;
  private final RecordSender commands;
  private final RecordSender replies;
  private final KafkaDispatcher dispatcher;
  private final KafkaCommandConsumer consumer;
  private volatile CommandRunner runner =
      command -> Future.succeededFuture(new RunResult.Answered(Samples.answerTo(command, "w")));
  private EmbeddedKafka kafka;

  KafkaOutageTest(@TempDir Path data) throws Exception {
    this.data = data;
    kafka = EmbeddedKafka.start(data);
    var config = KafkaConfig.of(kafka.bootstrapServers());
    createTopics(config);
    lane = new ReplyLane(config, pending, 1);
    commands = RecordSender.open(vertx, config, List.of(TOPIC)).await(60, SECONDS);
    var replyTopics = List.of(ReplyTopics.PLAIN, ReplyTopics.DURABLE);
    replies = RecordSender.open(vertx, config, replyTopics).await(60, SECONDS);
    dispatcher = new KafkaDispatcher(commands, lane, pending, TOPIC);
    consumer =
        new KafkaCommandConsumer(
            config,
            new Subscription("outage", List.of(TOPIC), operation -> true, 100),
            vertx.getOrCreateContext(),
            command -> runner.run(command),
            replies);
    Future.all(lane.start(), consumer.start()).await(60, SECONDS);
  }

  @AfterEach
  void closeAll() throws Exception {
    consumer.stop().await(60, SECONDS);
    lane.stop().await(60, SECONDS);
    commands.close().await(60, SECONDS);
    replies.close().await(60, SECONDS);
    vertx.close().await(60, SECONDS);
    kafka.close();
  }

  @Test
  void bothSidesSaySoAndOnceAndAreWellAgainByThemselves() throws Exception {
    eventually("a call is answered", this::isAnswered);
    assertEquals(Optional.empty(), lane.trouble());
    assertEquals(Optional.empty(), consumer.trouble());

    try (LogLines log = LogLines.open()) {
      kafka.close();
      List<Future<Outcome>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(dispatcher.dispatch(command(Duration.ofSeconds(8))));
      }
      int unknown = 0;
      for (Future<Outcome> call : calls) {
        var none = assertInstanceOf(Outcome.Unanswered.class, call.await(60, SECONDS));
        unknown += none.failure().mayHaveRun() ? 1 : 0;
      }

      // Calls that came when the absence was known already were refused, and not sent.
      assertEquals(unknown, pending.unacknowledged());
      List<Map<String, String>> told =
          log.of("commands may not have been sent; their callers wait on");
      assertEquals(Math.min(unknown, 1), told.size(), told::toString);
      for (Map<String, String> line : told) {
        assertEquals(32, line.getOrDefault("trace", "").length(), told::toString);
        assertEquals(36, line.getOrDefault("invocation", "").length(), told::toString);
      }
    }
    eventually("the lane is in trouble", () -> saysThatNobodyAnswers(lane.trouble()));
    eventually("the consumer is in trouble", () -> saysThatNobodyAnswers(consumer.trouble()));
    var refused = dispatcher.dispatch(command(Duration.ofSeconds(8))).await(5, SECONDS);
    assertEquals(
        Failure.BACKBONE_UNAVAILABLE,
        assertInstanceOf(Outcome.Unanswered.class, refused).failure());

    kafka = EmbeddedKafka.startAt(data, kafka.bootstrapServers());

    eventually("the lane is well", () -> lane.trouble().isEmpty());
    eventually("the consumer is well", () -> consumer.trouble().isEmpty());
    eventually("a call is answered again", this::isAnswered);
    assertTrue(lane.isPositioned());
  }

  @Test
  void aReplyThatCannotBeSentIsSentWhenTheBrokerIsBack() throws Exception {
    eventually("a call is answered", this::isAnswered);
    Promise<Command> taken = Promise.promise();
    Promise<RunResult> reply = Promise.promise();
    runner =
        command -> {
          taken.tryComplete(command);
          return reply.future();
        };
    var call = dispatcher.dispatch(command(Duration.ofMinutes(2)));
    var command = taken.future().await(60, SECONDS);

    try (LogLines log = LogLines.open()) {
      kafka.close();
      reply.complete(new RunResult.Answered(Samples.answerTo(command, "w")));
      eventually("it cannot be sent", () -> !log.of("replies cannot be sent yet").isEmpty());
    }
    kafka = EmbeddedKafka.startAt(data, kafka.bootstrapServers());

    assertInstanceOf(Outcome.Answered.class, call.await(120, SECONDS));
    assertEquals(0, consumer.unacknowledgedReplies());
  }

  private boolean isAnswered() {
    try {
      return dispatcher.dispatch(command(Duration.ofSeconds(2))).await(30, SECONDS)
          instanceof Outcome.Answered;
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError("a dispatcher always answers", e);
    }
  }

  private static boolean saysThatNobodyAnswers(Optional<String> trouble) {
    return trouble.filter(one -> one.startsWith("kafka: no broker has answered for ")).isPresent();
  }

  private static Command command(Duration timeout) {
    return Samples.fresh("op", null, timeout);
  }

  private void createTopics(KafkaConfig config) throws Exception {
    var admin = KafkaTopics.open(vertx, config);
    List<Topic> topics = new ArrayList<>(KafkaTopics.replyTopics((short) 1));
    Duration hour = Duration.ofHours(1);
    topics.addAll(KafkaTopics.commandTopics(TOPIC, 2, (short) 1, hour, hour));
    admin.create(topics).eventually(admin::close).await(60, SECONDS);
  }
}
