package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.kafka.KafkaDispatcher;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.kafka.ReplyLane;
import io.sluice.backbone.message.Outcome;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealParts.class)
final class WorkerNodeOnKafkaTest implements WorkerNodeContract {

  private final ShopWorker worker = new ShopWorker("shop-" + UUID.randomUUID());
  private final RecordSender sender;
  private final ReplyLane lane;
  private final Dispatcher dispatcher;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final WorkerNode node;

  WorkerNodeOnKafkaTest() throws TimeoutException {
    RealParts.createCommandTopic(worker.service());
    String topic = worker.service() + ".commands";
    var gateway = RealParts.gateway().vertx();
    var pending = new PendingCalls(gateway, InstantSource.system(), 1_000);
    lane = new ReplyLane(RealParts.kafka(), pending, 5);
    sender = RecordSender.open(gateway, RealParts.kafka(), List.of(topic)).await(30, SECONDS);
    dispatcher = new KafkaDispatcher(sender, lane, pending, topic);
    lane.start().await(30, SECONDS);
    var member = RealParts.worker();
    node =
        WorkerNode.start(
                member.vertx(),
                member.nodeId(),
                WorkerConfig.over(RealParts.kafka()),
                InstantSource.system(),
                meters)
            .await(30, SECONDS);
    node.deploy(worker, new DeploymentOptions()).await(30, SECONDS);
  }

  @AfterEach
  void stop() throws TimeoutException {
    node.stop().await(60, SECONDS);
    lane.stop().await(30, SECONDS);
    sender.close().await(30, SECONDS);
  }

  @Override
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  @Override
  public ShopWorker worker() {
    return worker;
  }

  @Override
  public WorkerNode node() {
    return node;
  }

  @Test
  void aCommandThatExpiredOnTheTopicIsNotRun() throws TimeoutException {
    node.stop().await(60, SECONDS);
    var late =
        dispatcher.dispatch(
            Commands.of("buy", "{\"item\":\"late\",\"count\":1}", Duration.ofMillis(200)));
    assertInstanceOf(Outcome.Unanswered.class, late.await(30, SECONDS));
    Future<Outcome> next =
        dispatcher.dispatch(Commands.of("buy", "{\"item\":\"next\",\"count\":1}"));

    var again = new ShopWorker(worker.service());
    var other = startOn(again);

    assertInstanceOf(Outcome.Answered.class, next.await(30, SECONDS));
    assertEquals(List.of("next"), again.bought());
    other.stop().await(60, SECONDS);
  }

  @Test
  void anUnknownOperationIsAnsweredAndPutAside() throws TimeoutException {
    var outcome = dispatcher.dispatch(Commands.of("sell", "{}")).await(60, SECONDS);

    assertEquals(502, assertInstanceOf(Outcome.Answered.class, outcome).reply().status());
    eventually("it is counted", () -> deadLetters("unknown-operation") == 1);
    assertEquals(0, deadLetters("malformed"));
  }

  @Test
  void aServiceWithoutItsTopicIsNotDeployedAndMayBeLater() throws TimeoutException {
    String service = "late-" + UUID.randomUUID();
    var early = new ShopWorker(service);

    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> node.deploy(early, new DeploymentOptions()).await(60, SECONDS));

    assertEquals("Kafka has no topic " + service + ".commands", failure.getMessage());
    assertTrue(early.isReleased());
    RealParts.createCommandTopic(service);
    node.deploy(new ShopWorker(service), new DeploymentOptions()).await(60, SECONDS);
    assertNull(node.check().await(20, SECONDS));
  }

  private double deadLetters(String reason) {
    return meters
        .get("sluice.dead.letters")
        .tags("service", worker.service(), "reason", reason)
        .functionCounter()
        .count();
  }

  private static WorkerNode startOn(ShopWorker again) throws TimeoutException {
    var member = RealParts.worker();
    var node =
        WorkerNode.start(
                member.vertx(),
                member.nodeId(),
                WorkerConfig.over(RealParts.kafka()),
                InstantSource.system())
            .await(30, SECONDS);
    node.deploy(again, new DeploymentOptions()).await(30, SECONDS);
    return node;
  }
}
