package io.sluice.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.eventbus.WorkerDirectory;
import io.sluice.cluster.management.Lifecycle;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.node.StopSequence;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.ContractException;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.dispatch.Destination;
import io.sluice.gateway.dispatch.Dispatchers;
import io.sluice.gateway.dispatch.KafkaLine;
import io.sluice.gateway.http.HttpConfig;
import io.sluice.gateway.http.HttpRoutes;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway node's parts, from the contract to the open port. Started once, then stopped once. */
public final class Gateway {

  /** Any free port, the same for all verticles of the deployment: Vert.x takes negative ones so. */
  private static final int ANY_PORT = -1;

  private final StopSequence toStop = new StopSequence();
  private final AtomicInteger port = new AtomicInteger();
  private final Membership membership;
  private final Vertx vertx;
  private final GatewayConfig config;
  private final Lifecycle lifecycle;
  private final MeterRegistry meters;
  private final InstantSource clock;

  private Gateway(
      Membership membership,
      GatewayConfig config,
      Lifecycle lifecycle,
      MeterRegistry meters,
      InstantSource clock) {
    this.membership = membership;
    this.vertx = membership.vertx();
    this.config = config;
    this.lifecycle = lifecycle;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Reads the contract, takes a lane, and opens the port, in this order: what is reachable works.
   *
   * @return fails with a message for the operator; then nothing of it is left running
   */
  public static Future<Gateway> start(
      Membership membership,
      GatewayConfig config,
      Lifecycle lifecycle,
      MeterRegistry meters,
      InstantSource clock) {
    Gateway gateway = new Gateway(membership, config, lifecycle, meters, clock);
    return gateway
        .start()
        .map(gateway)
        .recover(failure -> gateway.stop().transform(ended -> Future.failedFuture(failure)));
  }

  /** The port that is open for clients. */
  public int port() {
    return port.get();
  }

  /** Takes no new connections, lets calls under way end, and closes everything. */
  public Future<Void> stop() {
    return toStop.stop();
  }

  private Future<Void> start() {
    return vertx
        .executeBlocking(this::readContract)
        .compose(
            contract ->
                listenToWorkers()
                    .compose(
                        directory ->
                            dispatchers(contract, directory)
                                .compose(dispatchers -> serve(contract, dispatchers))));
  }

  private Contract readContract() throws ContractException {
    try {
      return Contract.load(config.contract());
    } catch (IOException e) {
      throw new IllegalStateException(
          "gateway.contract is " + config.contract() + ", which cannot be read: " + e, e);
    }
  }

  private Future<WorkerDirectory> listenToWorkers() {
    return WorkerDirectory.start(vertx, clock)
        .onSuccess(
            directory -> {
              membership.onNodeLeft(directory::nodeLeft);
              toStop.push("worker directory", directory::stop);
            });
  }

  private Future<Map<String, Dispatcher>> dispatchers(
      Contract contract, WorkerDirectory directory) {
    PendingCalls pending = new PendingCalls(vertx, clock, config.maxWaitingCalls());
    meter(pending);
    return openKafka(contract, pending)
        .map(kafka -> new Dispatchers(vertx, clock, meters, pending, directory, kafka))
        .map(
            dispatchers -> {
              Map<String, Dispatcher> byOperation = new HashMap<>();
              for (Operation operation : contract.operations()) {
                byOperation.put(operation.id(), dispatchers.to(destination(operation)));
              }
              return Map.copyOf(byOperation);
            });
  }

  /** A contract without Kafka operations needs no Kafka. */
  private Future<Optional<KafkaLine>> openKafka(Contract contract, PendingCalls pending) {
    List<String> topics =
        contract.operations().stream().flatMap(one -> one.topic().stream()).distinct().toList();
    if (topics.isEmpty() || config.kafka() == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return new KafkaStart(membership, config.kafka(), pending, lifecycle, toStop)
        .open(topics)
        .map(Optional::of);
  }

  private Future<Void> serve(Contract contract, Map<String, Dispatcher> dispatchers) {
    HttpConfig http = config.http();
    var options = new DeploymentOptions().setInstances(config.eventLoops());
    int asked = http.port() == 0 ? ANY_PORT : http.port();
    return vertx
        .deployVerticle(
            () ->
                new GatewayVerticle(
                    new HttpRoutes(vertx, http, membership.nodeId(), contract, dispatchers, clock),
                    http.host(),
                    asked,
                    longestCall(contract, http),
                    port::set),
            options)
        .onSuccess(id -> toStop.push("http", () -> vertx.undeploy(id)))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(cannotListen(http, failure)));
  }

  private static IllegalStateException cannotListen(HttpConfig http, Throwable failure) {
    return new IllegalStateException(
        "http.host and http.port are %s:%d, where the gateway cannot listen: %s"
            .formatted(http.host(), http.port(), failure.getMessage()),
        failure);
  }

  private void meter(PendingCalls pending) {
    Gauge.builder("sluice.calls.waiting", pending, PendingCalls::size)
        .description("Calls over Kafka that wait for a reply")
        .register(meters);
    FunctionCounter.builder("sluice.replies.unmatched", pending, PendingCalls::unmatched)
        .description("Replies that came too late, twice, or for nobody here")
        .register(meters);
  }

  /** From its first byte: the body may take its time, and then the worker; a second to answer. */
  private static Duration longestCall(Contract contract, HttpConfig http) {
    return contract.operations().stream()
        .map(Operation::timeout)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO)
        .plus(http.bodyTimeout())
        .plusSeconds(1);
  }

  private static Destination destination(Operation operation) {
    return switch (operation.transport()) {
      case EVENT_BUS -> new Destination.OverEventBus(operation.id(), operation.service());
      case KAFKA ->
          new Destination.OverKafka(
              operation.id(), operation.service(), operation.topic().orElseThrow());
    };
  }
}
