package io.sluice.system.proxy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A link to one target on loopback, whose faults are set by its methods: each holds for the
 * connections that are open and for those that come, until the next. Thread-safe.
 */
public final class FaultProxy {

  private static final String HOST = "127.0.0.1";
  private static final int CONNECT_MILLIS = 2_000;

  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Vertx vertx;
  private final NetClient client;
  private volatile SocketAddress target;
  private volatile NetServer server;
  private volatile int port;
  private volatile Faults faults = Faults.NONE;

  private FaultProxy(Vertx vertx, int port, SocketAddress target) {
    this.vertx = vertx;
    this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
    this.target = target;
    this.port = port;
    this.server = server();
  }

  /**
   * Listens, and passes everything on.
   *
   * @param port where; 0 takes any free one
   */
  public static Future<FaultProxy> start(Vertx vertx, int port, SocketAddress target) {
    var proxy = new FaultProxy(vertx, port, target);
    return proxy.up().map(proxy);
  }

  public int port() {
    return port;
  }

  /** From now on connections that come lead there. */
  public void lead(SocketAddress other) {
    target = other;
  }

  /** How many connections it carries. */
  public int connections() {
    return open.size();
  }

  /** No fault from now on; what was swallowed stays lost. */
  public void pass() {
    become(Faults.NONE);
  }

  /** Half-open: in these directions nothing arrives any more, not even that the other closed. */
  public void swallow(Direction first, Direction... more) {
    become(new Faults(EnumSet.of(first, more), 0, Duration.ZERO));
  }

  /** Each connection is closed when so many bytes have passed, in both directions together. */
  public void cutAfter(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes is " + bytes + "; it is 1 or more");
    }
    become(new Faults(Set.of(), bytes, Duration.ZERO));
  }

  /** Everything is late by so much, in either direction. */
  public void delay(Duration latency) {
    become(new Faults(Set.of(), 0, latency));
  }

  /** Ends every connection by a TCP reset. */
  public void reset() {
    List.copyOf(open).forEach(Connection::reset);
  }

  /** Nobody listens any more: connections are reset and, a moment later, new ones refused. */
  public Future<Void> down() {
    reset();
    return server.close();
  }

  /** Listens again, where it did before. */
  public Future<Void> up() {
    server = server();
    return server
        .listen(port, HOST)
        .map(
            listening -> {
              port = listening.actualPort();
              return null;
            });
  }

  /** Ends it for good. */
  public Future<Void> close() {
    return down().eventually(client::close);
  }

  private void become(Faults other) {
    faults = other;
    open.forEach(connection -> connection.become(other));
  }

  private NetServer server() {
    return vertx.createNetServer().connectHandler(this::accept);
  }

  private void accept(NetSocket accepted) {
    accepted.pause();
    client
        .connect(target)
        .onSuccess(
            connected -> {
              connected.pause();
              join(accepted, connected);
            })
        .onFailure(unreachable -> accepted.close());
  }

  private void join(NetSocket accepted, NetSocket connected) {
    var connection = new Connection(accepted, connected, faults, open::remove);
    open.add(connection);
    connection.start(vertx);
  }
}
