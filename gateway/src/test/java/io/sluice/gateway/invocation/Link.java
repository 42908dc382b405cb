package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;

import io.sluice.cluster.database.DatabaseAccess;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * The way to a server, at one port for good, whose answers can be withheld and which can be cut.
 */
final class Link implements AutoCloseable {

  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private final NetServer server;
  private final NetClient client;
  private volatile int target;
  private volatile boolean withholding;

  Link(Vertx vertx, int target) throws TimeoutException {
    this.target = target;
    this.client = vertx.createNetClient();
    this.server = await(vertx.createNetServer().connectHandler(this::connect).listen(0));
  }

  /** The same database by this way. */
  DatabaseAccess by(DatabaseAccess direct) {
    return new DatabaseAccess(
        "127.0.0.1", server.actualPort(), direct.database(), direct.user(), direct.password());
  }

  void target(int port) {
    target = port;
  }

  /** What the server says from now on is lost; what it is told is not. */
  void withholdAnswers(boolean withheld) {
    withholding = withheld;
  }

  void cut() {
    open.forEach(socket -> socket.close().onComplete(closed -> {}));
  }

  @Override
  public void close() throws TimeoutException {
    done(server.close());
    done(client.close());
  }

  private void connect(NetSocket near) {
    open.add(near);
    near.pause();
    near.closeHandler(closed -> open.remove(near));
    client
        .connect(target, "127.0.0.1")
        .onFailure(refused -> near.close().onComplete(closed -> {}))
        .onSuccess(far -> join(near, far));
  }

  private void join(NetSocket near, NetSocket far) {
    near.handler(bytes -> far.write(bytes).onComplete(written -> {}));
    far.handler(
        bytes -> {
          if (!withholding) {
            near.write(bytes).onComplete(written -> {});
          }
        });
    near.closeHandler(
        closed -> {
          open.remove(near);
          far.close().onComplete(gone -> {});
        });
    far.closeHandler(closed -> near.close().onComplete(gone -> {}));
    near.resume();
  }
}
