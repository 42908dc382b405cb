package io.sluice.system.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Two sockets that are joined. Used on their event loop, but for {@link #reset()}. */
final class Connection {

  private final NetSocket client;
  private final NetSocket target;
  private final Consumer<Connection> ended;
  private final AtomicLong allowance;
  private volatile Faults faults;

  Connection(NetSocket client, NetSocket target, Faults faults, Consumer<Connection> ended) {
    this.client = client;
    this.target = target;
    this.ended = ended;
    this.faults = faults;
    this.allowance = new AtomicLong(allowanceOf(faults));
  }

  void start(Vertx vertx) {
    new Relay(vertx, this, Direction.TO_TARGET, client, target).start();
    new Relay(vertx, this, Direction.TO_CLIENT, target, client).start();
    client.resume();
    target.resume();
  }

  Faults faults() {
    return faults;
  }

  void become(Faults other) {
    faults = other;
    allowance.set(allowanceOf(other));
  }

  long allowance() {
    return allowance.get();
  }

  void passed(int bytes) {
    allowance.addAndGet(-bytes);
  }

  /** Ends it as a process does that closes its sockets. */
  void cut() {
    ended.accept(this);
    client.close();
    target.close();
  }

  /** Ends it as a process does that is killed with bytes unread: the other side is told at once. */
  void reset() {
    linger(client);
    linger(target);
    cut();
  }

  /** Closing a socket that lingers for no time sends a reset. */
  private static void linger(NetSocket socket) {
    Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
    channel.eventLoop().execute(() -> lingerIfOpen(channel));
  }

  private static void lingerIfOpen(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
  }

  private static long allowanceOf(Faults faults) {
    return faults.cutAfter() == 0 ? Long.MAX_VALUE : faults.cutAfter();
  }
}
