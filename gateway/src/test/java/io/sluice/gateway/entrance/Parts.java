package io.sluice.gateway.entrance;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.backbone.eventbus.Announcement;
import io.sluice.backbone.eventbus.Announcer;
import io.sluice.backbone.eventbus.EventBusCommandConsumer;
import io.sluice.cluster.management.Lifecycle;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.membership.MembershipConfig;
import io.sluice.gateway.Drain;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.GatewayConfig;
import io.sluice.gateway.auth.AuthConfig;
import io.sluice.gateway.http.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** A gateway node and a worker node in one cluster, with a wire between them. */
public final class Parts implements AutoCloseable {

  static final int MAX_BODY = 64 * 1024;
  static final Duration HEADER_TIMEOUT = Duration.ofSeconds(1);
  static final Duration BODY_TIMEOUT = Duration.ofSeconds(1);
  static final String SERVICE = "test.calls";

  private static final Set<String> OPERATIONS = Set.of("make", "show", "remove", "head", "hurry");

  private final Worker worker = new Worker();
  private final Membership gatewayNode;
  private final Membership workerNode;
  private final Gateway gateway;

  private Parts(Membership gatewayNode, Membership workerNode) throws TimeoutException {
    this.gatewayNode = gatewayNode;
    this.workerNode = workerNode;
    serve().await(10, SECONDS);
    this.gateway = startGateway(config(0)).await(20, SECONDS);
    awaitWorker();
  }

  static Parts start() throws TimeoutException {
    String cluster = "entrance-test-" + ProcessHandle.current().pid();
    Membership first = join(MembershipConfig.loopback(cluster));
    String known = MembershipConfig.LOOPBACK + ":" + first.port();
    return new Parts(first, join(MembershipConfig.loopback(cluster, known)));
  }

  /** The open port of the gateway that all tests share. */
  public int port() {
    return gateway.port();
  }

  public Worker worker() {
    return worker;
  }

  public Membership gatewayNode() {
    return gatewayNode;
  }

  /** Another gateway on the same node; the caller stops it. */
  public Future<Gateway> startGateway(GatewayConfig config) {
    return Gateway.start(
        gatewayNode, config, new Lifecycle(), new SimpleMeterRegistry(), InstantSource.system());
  }

  /** What {@link #port()} was started with, at another port. */
  public static GatewayConfig config(int port) {
    return config(port, contract("entrance.yaml"));
  }

  public static GatewayConfig config(int port, Path contract) {
    var http =
        new HttpConfig(
            "127.0.0.1",
            port,
            MAX_BODY,
            8 * 1024,
            4 * 1024,
            HEADER_TIMEOUT,
            BODY_TIMEOUT,
            Duration.ofSeconds(20));
    return new GatewayConfig(
        http,
        contract,
        null,
        null,
        new AuthConfig(Map.of()),
        100,
        2,
        Drain.within(Duration.ofSeconds(30)));
  }

  /** Servers of one Vert.x on any port share it, so that another gateway needs one of its own. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path contract(String name) {
    try {
      var resource = Parts.class.getResource("/contracts/" + name);
      return Path.of(Objects.requireNonNull(resource).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws TimeoutException {
    gateway.stop().await(30, SECONDS);
    workerNode.leave().await(30, SECONDS);
    gatewayNode.leave().await(30, SECONDS);
  }

  private Future<Announcer> serve() {
    String node = workerNode.nodeId();
    return EventBusCommandConsumer.register(workerNode.vertx(), SERVICE, node, 64, worker)
        .compose(
            registered ->
                Announcer.start(
                    workerNode.vertx(), new Announcement(node, SERVICE, OPERATIONS, 64, false)));
  }

  private void awaitWorker() {
    Client client = new Client(port());
    Await.until(
        "the gateway knows the worker", () -> client.get("/calls/warm-up").statusCode() == 200);
  }

  private static Membership join(MembershipConfig config) throws TimeoutException {
    return Membership.join(config, new VertxOptions()).await(30, SECONDS);
  }
}
