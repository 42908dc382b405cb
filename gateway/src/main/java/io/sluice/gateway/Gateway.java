package io.sluice.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.eventbus.WorkerDirectory;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.cluster.management.Lifecycle;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.node.StopSequence;
import io.sluice.gateway.auth.Authenticator;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.dispatch.Dispatchers;
import io.sluice.gateway.http.HttpConfig;
import io.sluice.gateway.http.HttpRoutes;
import io.sluice.gateway.http.ServedContract;
import io.sluice.gateway.invocation.LedgerConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A gateway node's parts, from the contract to the open port. Started once, then stopped once. */
public final class Gateway {

  /**
   * Servers with the same negative port share one free port (Vert.x): the verticles of one gateway
   * shall, two gateways shall not.
   */
  private static final AtomicInteger ANY_PORT = new AtomicInteger();

  private final StopSequence toStop = new StopSequence();
  private final AtomicInteger port = new AtomicInteger();
  private final Membership membership;
  private final Vertx vertx;
  private final GatewayConfig config;
  private final Lifecycle lifecycle;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final CallTimes times;
  private final Authenticator authenticator;
  private volatile @Nullable ContractWatch watch;
  private volatile @Nullable DurableCalls durable;

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
    this.authenticator = config.auth().authenticator();
    this.times = new CallTimes(config.http(), config.drain());
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

  /** The contract that is served now. */
  Contract contract() {
    return served().contract();
  }

  /** Takes no new connections, lets calls under way end, and closes everything. */
  public Future<Void> stop() {
    DurableCalls opened = durable;
    if (opened != null) {
      opened.release();
    }
    return toStop.stop();
  }

  private Future<Void> start() {
    return openLedger()
        .compose(opened -> listenToWorkers())
        .map(this::operations)
        .compose(
            operations -> {
              var watched = new ContractWatch(vertx, config.contract(), operations::prepare);
              watch = watched;
              return watched
                  .start()
                  .onSuccess(taken -> toStop.push("contract watch", watched::stop))
                  .compose(taken -> serve(watched));
            });
  }

  private Future<Void> openLedger() {
    LedgerConfig ledger = config.ledger();
    KafkaConfig kafka = config.kafka();
    if (ledger == null || kafka == null) {
      return Future.succeededFuture();
    }
    return DurableCalls.open(
            membership,
            kafka,
            ledger,
            config.maxWaitingCalls(),
            clock,
            () -> Optional.ofNullable(watch).flatMap(ContractWatch::taken))
        .map(
            opened -> {
              durable = opened;
              opened.measure(meters);
              toStop.push("durable calls", opened::stop);
              return null;
            });
  }

  private ServedContract served() {
    return Objects.requireNonNull(watch, "not started").served();
  }

  private Future<WorkerDirectory> listenToWorkers() {
    return WorkerDirectory.start(vertx, clock)
        .onSuccess(
            directory -> {
              membership.onNodeLeft(directory::nodeLeft);
              toStop.push("worker directory", directory::stop);
            });
  }

  private Operations operations(WorkerDirectory directory) {
    PendingCalls pending = new PendingCalls(vertx, clock, config.maxWaitingCalls());
    DurableCalls opened = durable;
    KafkaConnection kafka =
        new KafkaConnection(
            membership,
            config.kafka(),
            pending,
            lifecycle,
            opened == null ? null : opened.answers());
    meter(pending, kafka, directory);
    toStop.push("kafka", kafka::close);
    if (opened != null) {
      toStop.push("recorded commands", opened::stopSending);
    }
    var dispatchers = new Dispatchers(vertx, clock, meters, pending, directory);
    return new Operations(kafka, dispatchers, times, authenticator, pending, opened);
  }

  private Future<Void> serve(ContractWatch watch) {
    HttpConfig http = config.http();
    var options = new DeploymentOptions().setInstances(config.eventLoops());
    int asked = http.port() == 0 ? ANY_PORT.decrementAndGet() : http.port();
    var goodbyes = new AtomicLong();
    return vertx
        .deployVerticle(
            () ->
                new GatewayVerticle(
                    routes(watch),
                    http.host(),
                    asked,
                    () -> times.drain(watch.served().contract()),
                    port::set,
                    goodbyes),
            options)
        .onSuccess(id -> toStop.push("http", () -> vertx.undeploy(id)))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(cannotListen(http, failure)));
  }

  private HttpRoutes routes(ContractWatch watch) {
    DurableCalls opened = durable;
    return new HttpRoutes(
        vertx,
        config.http(),
        membership.nodeId(),
        watch::served,
        authenticator,
        opened == null ? Optional.empty() : Optional.of(opened.invocations()),
        clock);
  }

  private static IllegalStateException cannotListen(HttpConfig http, Throwable failure) {
    return new IllegalStateException(
        "http.host and http.port are %s:%d, where the gateway cannot listen: %s"
            .formatted(http.host(), http.port(), failure.getMessage()),
        failure);
  }

  private void meter(PendingCalls pending, KafkaConnection kafka, WorkerDirectory directory) {
    Gauge.builder("sluice.calls.waiting", pending, PendingCalls::size)
        .description("Calls over Kafka that wait for a reply")
        .register(meters);
    FunctionCounter.builder("sluice.commands.unacknowledged", pending, PendingCalls::unacknowledged)
        .description("Commands that Kafka has not acknowledged; whether they arrived is not known")
        .register(meters);
    countDropped("kafka", "nobody-waits", pending, PendingCalls::unmatched);
    countDropped("kafka", "other-command", pending, PendingCalls::mismatched);
    countDropped("kafka", "malformed", kafka, KafkaConnection::malformedReplies);
    countDropped("event-bus", "nobody-waits", directory, WorkerDirectory::unmatched);
  }

  private <T> void countDropped(
      String transport, String reason, T source, ToDoubleFunction<T> count) {
    FunctionCounter.builder("sluice.replies.dropped", source, count)
        .description("Replies that ended no call here")
        .tags("transport", transport, "reason", reason)
        .register(meters);
  }
}
