package io.sluice.workers;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.kafka.ReplyTopics;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Runs workers on this node: deploys their verticles and connects them to the backbone. */
public final class WorkerNode {

  private final List<ServiceConnection> connections = new CopyOnWriteArrayList<>();
  private final Set<String> services = ConcurrentHashMap.newKeySet();
  private final Vertx vertx;
  private final String nodeId;
  private final WorkerConfig config;
  private final InstantSource clock;
  private final WorkerMeters meters;
  private final @Nullable RecordSender sender;

  private WorkerNode(
      Vertx vertx,
      String nodeId,
      WorkerConfig config,
      InstantSource clock,
      MeterRegistry meters,
      @Nullable RecordSender sender) {
    this.vertx = vertx;
    this.nodeId = nodeId;
    this.config = config;
    this.clock = clock;
    this.meters = new WorkerMeters(meters);
    this.sender = sender;
  }

  /** Opens a node without services that nobody measures. */
  public static Future<WorkerNode> start(
      Vertx vertx, String nodeId, WorkerConfig config, InstantSource clock) {
    return start(vertx, nodeId, config, clock, new CompositeMeterRegistry());
  }

  /**
   * Opens a node without services.
   *
   * @param nodeId the cluster's id of this node
   * @return fails when Kafka is configured and does not have the reply topics
   */
  public static Future<WorkerNode> start(
      Vertx vertx, String nodeId, WorkerConfig config, InstantSource clock, MeterRegistry meters) {
    KafkaConfig kafka = config.kafka();
    if (kafka == null) {
      return Future.succeededFuture(new WorkerNode(vertx, nodeId, config, clock, meters, null));
    }
    return RecordSender.open(vertx, kafka, List.of(ReplyTopics.PLAIN, ReplyTopics.DURABLE))
        .map(sender -> new WorkerNode(vertx, nodeId, config, clock, meters, sender));
  }

  /**
   * Deploys a worker and lets commands come: on the event bus, and from {@code <service>.commands}
   * where Kafka is configured.
   *
   * @return completes when commands reach it; fails when the node serves the service already
   */
  public Future<Void> deploy(WorkerVerticle worker, DeploymentOptions options) {
    String service = worker.service();
    if (!services.add(service)) {
      return Future.failedFuture(
          new IllegalArgumentException("service " + service + " runs on this node already"));
    }
    return vertx
        .deployVerticle(worker, options)
        .map(id -> new ServiceConnection(vertx, nodeId, config, clock, meters, worker, id))
        .compose(this::open)
        .onFailure(failure -> services.remove(service));
  }

  /** What cannot be opened whole is closed again. */
  private Future<Void> open(ServiceConnection connection) {
    connections.add(connection);
    return connection
        .open(sender)
        .recover(
            failure -> {
              connections.remove(connection);
              return connection.close().transform(closed -> Future.failedFuture(failure));
            });
  }

  /**
   * Whether the next command of each service would work.
   *
   * @return fails with the reason
   */
  public Future<Void> check() {
    return Future.all(connections.stream().map(ServiceConnection::check).toList()).mapEmpty();
  }

  /**
   * Whether the services take commands over the event bus: not where the node is cut off from most
   * others. Those from Kafka go on.
   */
  public void takeBusWork(boolean taking) {
    connections.forEach(connection -> connection.takeBusWork(taking));
  }

  /** Takes no more commands, ends the work in hand, and undeploys the workers. */
  public Future<Void> stop() {
    return Future.join(connections.stream().map(ServiceConnection::close).toList())
        .eventually(() -> sender == null ? Future.succeededFuture() : sender.close())
        .mapEmpty();
  }
}
