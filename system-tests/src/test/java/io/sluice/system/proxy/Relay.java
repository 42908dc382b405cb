package io.sluice.system.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/** One direction of one connection. Everything runs on the connection's event loop. */
final class Relay {

  private final Vertx vertx;
  private final Connection connection;
  private final Direction direction;
  private final NetSocket from;
  private final NetSocket to;

  Relay(Vertx vertx, Connection connection, Direction direction, NetSocket from, NetSocket to) {
    this.vertx = vertx;
    this.connection = connection;
    this.direction = direction;
    this.from = from;
    this.to = to;
  }

  void start() {
    from.handler(this::carry);
    from.closeHandler(closed -> later(this::end));
    from.exceptionHandler(reset -> {});
    to.drainHandler(drained -> from.resume());
  }

  private void carry(Buffer data) {
    later(() -> pass(data));
  }

  /** The same delay for all keeps their order. */
  private void later(Runnable step) {
    long millis = connection.faults().latency().toMillis();
    if (millis == 0) {
      step.run();
    } else {
      vertx.timer(millis, TimeUnit.MILLISECONDS).onSuccess(late -> step.run());
    }
  }

  private void pass(Buffer data) {
    if (connection.faults().swallow(direction)) {
      return;
    }
    int passes = (int) Math.min(data.length(), connection.allowance());
    connection.passed(passes);
    var written = to.write(data.slice(0, passes));
    if (connection.allowance() <= 0) {
      written.onComplete(sent -> connection.cut());
    } else if (to.writeQueueFull()) {
      from.pause();
    }
  }

  private void end() {
    if (!connection.faults().swallow(direction)) {
      connection.cut();
    }
  }
}
