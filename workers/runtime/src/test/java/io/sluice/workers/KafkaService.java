package io.sluice.workers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.kafka.KafkaCommandSender;
import io.sluice.backbone.kafka.KafkaDispatcher;
import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.kafka.RecordedAnswers;
import io.sluice.backbone.kafka.ReplyLane;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.Handlers;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A service with a topic of its own: a gateway's side of it, and nodes that a test starts. */
final class KafkaService implements AutoCloseable {

  private static final AtomicInteger LANES = new AtomicInteger(20);

  private final List<SimpleMeterRegistry> meters = new CopyOnWriteArrayList<>();
  private final List<WorkerNode> nodes = new CopyOnWriteArrayList<>();
  private final String name = RealDatabase.newService();
  private final RecordSender sender;
  private final ReplyLane lane;
  private final KafkaCommandSender commands;
  private final KafkaDispatcher dispatcher;

  KafkaService() throws TimeoutException {
    this(null);
  }

  /** One whose gateway has a ledger. */
  KafkaService(@Nullable RecordedAnswers recorded) throws TimeoutException {
    RealParts.createCommandTopic(name);
    String topic = name + ".commands";
    var gateway = RealParts.gateway().vertx();
    var pending = new PendingCalls(gateway, InstantSource.system(), 10_000);
    lane = new ReplyLane(RealParts.kafka(), pending, LANES.getAndIncrement(), recorded);
    sender = RecordSender.open(gateway, RealParts.kafka(), List.of(topic)).await(30, SECONDS);
    commands = new KafkaCommandSender(sender, lane);
    dispatcher = new KafkaDispatcher(sender, lane, pending, topic);
    lane.start().await(30, SECONDS);
  }

  String name() {
    return name;
  }

  /** Starts a node without a database, for as long as the test. */
  void serve(Consumer<Handlers> handlers) throws TimeoutException {
    var unused = start(handlers, new JsonObject());
  }

  WorkerNode start(Consumer<Handlers> handlers, JsonObject config) throws TimeoutException {
    var member = RealParts.worker();
    var registry = new SimpleMeterRegistry();
    meters.add(registry);
    var node =
        WorkerNode.start(
                member.vertx(),
                member.nodeId(),
                WorkerConfig.over(RealParts.kafka()),
                InstantSource.system(),
                registry)
            .await(30, SECONDS);
    nodes.add(node);
    node.deploy(new TestWorker(name, handlers), new DeploymentOptions().setConfig(config))
        .await(60, SECONDS);
    return node;
  }

  /** Sends a recorded command, for whose reply no call waits. */
  Future<Position> record(Command command) {
    return commands.send(command, name + ".commands");
  }

  Future<Outcome> send(Command command) {
    return dispatcher.dispatch(command);
  }

  /** For calls that take a while. */
  Future<Outcome> send(String operation, String key) {
    return send(Commands.of(operation, key, "{}", Duration.ofMinutes(2)));
  }

  static Reply reply(Future<Outcome> outcome) throws TimeoutException {
    return assertInstanceOf(Outcome.Answered.class, outcome.await(120, SECONDS)).reply();
  }

  /** How many records are parked, on all nodes that run. */
  double parked() {
    return sum("sluice.parked.records", Tags.empty());
  }

  /** How many records are not finished. */
  double lag() {
    return sum("sluice.commands.lag", Tags.empty());
  }

  /** How many commands wait for their reply, as the one node that runs counts them. */
  double deferred() {
    return sum("sluice.replies.deferred", Tags.empty());
  }

  double deadLetters() {
    return sum("sluice.dead.letters", Tags.of("reason", "failed"));
  }

  double retries(String operation) {
    return sum("sluice.retries", Tags.of("operation", operation, "transport", "kafka"));
  }

  private double sum(String meter, Tags tags) {
    return meters.stream()
        .flatMap(registry -> registry.find(meter).tags(tags.and("service", name)).meters().stream())
        .mapToDouble(one -> one.measure().iterator().next().getValue())
        .sum();
  }

  void stop(WorkerNode node) throws TimeoutException {
    nodes.remove(node);
    node.stop().await(60, SECONDS);
  }

  @Override
  public void close() throws TimeoutException {
    for (WorkerNode node : nodes) {
      stop(node);
    }
    lane.stop().await(30, SECONDS);
    sender.close().await(30, SECONDS);
  }
}
