package io.sluice.dev;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.backbone.kafka.KafkaTopics.Topic;
import io.sluice.cluster.database.DatabaseAccess;
import io.sluice.cluster.management.Component;
import io.sluice.cluster.management.Lifecycle;
import io.sluice.cluster.management.ManagementConfig;
import io.sluice.cluster.management.ManagementServer;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.membership.MembershipConfig;
import io.sluice.cluster.node.Blocking;
import io.sluice.cluster.node.StopSequence;
import io.sluice.cluster.telemetry.Metrics;
import io.sluice.embedded.ServiceDatabase;
import io.sluice.gateway.Drain;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.GatewayConfig;
import io.sluice.gateway.http.HttpConfig;
import io.sluice.gateway.invocation.LedgerConfig;
import io.sluice.workers.WorkerClass;
import io.sluice.workers.WorkerConfig;
import io.sluice.workers.WorkerNode;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway and the workers in this process, on a cluster of one. */
final class DevPlatform implements Platform {

  private static final Logger log = LoggerFactory.getLogger(DevPlatform.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(7);

  /** Somebody waits at the terminal: a call that is slower than this does not get its answer. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

  private static final int PARTITIONS = 8;
  private static final String LEDGER = "sluice.ledger";

  private static final InstantSource CLOCK = InstantSource.system();

  private final StopSequence toStop = new StopSequence();
  private final Lifecycle lifecycle = new Lifecycle();
  private final Metrics metrics = Metrics.create();
  private final StandaloneParts parts;
  private final DevOptions options;
  private final KafkaConfig kafka;
  private int httpPort;
  private int managementPort;

  private DevPlatform(StandaloneParts parts, DevOptions options) {
    this.parts = parts;
    this.options = options;
    this.kafka = KafkaConfig.of(parts.kafka().bootstrapServers());
  }

  static Platform start(StandaloneParts parts, DevOptions options) throws Exception {
    DevPlatform platform = new DevPlatform(parts, options);
    try {
      platform.startAll();
      return platform;
    } catch (Exception e) {
      platform.close();
      throw e;
    }
  }

  @Override
  public int httpPort() {
    return httpPort;
  }

  @Override
  public int managementPort() {
    return managementPort;
  }

  @Override
  public void close() {
    lifecycle.draining();
    try {
      Blocking.await(toStop.stop(), STOP_LIMIT);
    } catch (Exception e) {
      // Not a fault: a handler may well take longer than somebody waits at a terminal.
      log.atWarn().addKeyValue("after", STOP_LIMIT).log("the stop was cut short");
    }
    metrics.close();
  }

  private void startAll() throws Exception {
    List<WorkerVerticle> workers =
        options.services().verticles().stream().map(WorkerClass::instantiate).toList();
    Map<String, DeploymentOptions> databases = new HashMap<>();
    for (WorkerVerticle worker : workers) {
      databases.put(worker.service(), access(parts.database().createService(worker.service())));
    }
    DatabaseAccess ledger = ledger(parts.database().createService(LEDGER));
    Membership membership =
        Blocking.await(
            Membership.join(MembershipConfig.loopback("sluice-dev"), new VertxOptions()),
            START_LIMIT);
    toStop.push("cluster membership", membership::leave);
    lifecycle.register(membership);
    Blocking.await(
        manage(membership).compose(open -> createTopics(membership, workers)), START_LIMIT);
    Blocking.await(startWorkers(membership, workers, databases), START_LIMIT);
    Blocking.await(startGateway(membership, ledger), START_LIMIT);
    lifecycle.started();
  }

  private Future<Void> manage(Membership membership) {
    var server =
        new ManagementServer(
            membership.vertx(),
            ManagementConfig.loopback(options.managementPort()),
            lifecycle,
            metrics);
    toStop.push("management", server::close);
    return server.listen().onSuccess(port -> managementPort = port).mapEmpty();
  }

  private Future<Void> createTopics(Membership membership, List<WorkerVerticle> workers) {
    List<Topic> topics = new ArrayList<>(KafkaTopics.replyTopics((short) 1));
    workers.stream()
        .map(worker -> worker.service() + ".commands")
        .map(
            name ->
                KafkaTopics.commandTopics(
                    name, PARTITIONS, (short) 1, Duration.ofDays(7), Duration.ofDays(14)))
        .forEach(topics::addAll);
    workers.stream()
        .map(worker -> KafkaTopics.controlTopic(worker.service(), (short) 1))
        .forEach(topics::add);
    options.services().streams().stream()
        .map(
            name ->
                KafkaTopics.streamTopics(
                    name, PARTITIONS, (short) 1, Duration.ofDays(7), Duration.ofDays(14)))
        .forEach(topics::addAll);
    KafkaTopics admin = KafkaTopics.open(membership.vertx(), kafka);
    return admin.create(topics).eventually(admin::close);
  }

  private Future<Void> startGateway(Membership membership, DatabaseAccess ledger) {
    var config =
        GatewayConfig.of(
                HttpConfig.at(LOOPBACK, options.httpPort()), options.services().contract(), kafka)
            .with(LedgerConfig.at(ledger))
            .with(Drain.cuttingAfter(DRAIN_LIMIT));
    return Gateway.start(membership, config, lifecycle, metrics.registry(), CLOCK)
        .onSuccess(
            gateway -> {
              toStop.push("gateway", gateway::stop);
              httpPort = gateway.port();
            })
        .mapEmpty();
  }

  private Future<Void> startWorkers(
      Membership membership,
      List<WorkerVerticle> workers,
      Map<String, DeploymentOptions> databases) {
    return WorkerNode.start(
            membership.vertx(),
            membership.nodeId(),
            WorkerConfig.over(kafka),
            CLOCK,
            metrics.registry())
        .compose(
            node -> {
              toStop.push("workers", node::stop);
              lifecycle.register(Component.of("workers", node::check));
              Future<Void> deployed = Future.succeededFuture();
              for (WorkerVerticle worker : workers) {
                var database = Objects.requireNonNull(databases.get(worker.service()));
                deployed = deployed.compose(before -> node.deploy(worker, database));
              }
              return deployed;
            });
  }

  private static DatabaseAccess ledger(ServiceDatabase made) {
    return new DatabaseAccess(
        made.host(), made.port(), made.database(), made.user(), made.password());
  }

  private static DeploymentOptions access(ServiceDatabase database) {
    JsonObject access =
        new JsonObject()
            .put("host", database.host())
            .put("port", database.port())
            .put("database", database.database())
            .put("user", database.user())
            .put("password", database.password());
    return new DeploymentOptions().setConfig(new JsonObject().put("database", access));
  }
}
