package io.sluice.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client with a connection of its own and one call at a time. Lives on the event loop. */
final class Caller {

  private static final long LIMIT_NANOS = 10_000_000_000L;

  private final Connections connections;
  private final Tally tally;
  private final Consumer<Caller> whenFree;
  private @Nullable HttpClientConnection connection;
  private @Nullable Buffer underWay;
  private long due;
  private long sent;

  /**
   * A caller that is not connected.
   *
   * @param whenFree is told when it may call again
   */
  Caller(Connections connections, Tally tally, Consumer<Caller> whenFree) {
    this.connections = connections;
    this.tally = tally;
    this.whenFree = whenFree;
  }

  Future<HttpClientConnection> connect() {
    return connections.open().onSuccess(this::use);
  }

  boolean isBusy() {
    return underWay != null;
  }

  /** Calls once, on a new connection where the server closed the last; latency counts from due. */
  void call(long number, long dueNanos) {
    Buffer order = EchoCall.order(number);
    underWay = order;
    due = dueNanos;
    sent = System.nanoTime();
    HttpClientConnection open = connection;
    if (open == null) {
      connect().onComplete(opened -> send(opened, order), failure -> lost(order));
    } else {
      send(open, order);
    }
  }

  /** What has waited too long will not be answered. */
  void giveUpAfterLimit(long now) {
    if (underWay != null && now - sent > LIMIT_NANOS) {
      lost(underWay);
    }
  }

  /** Counts a call that is still under way as unanswered. */
  void end() {
    if (underWay != null) {
      underWay = null;
      tally.unanswered();
    }
  }

  private void use(HttpClientConnection opened) {
    connection = opened;
    opened.closeHandler(
        closed -> {
          if (connection == opened) {
            connection = null;
          }
        });
  }

  private void send(HttpClientConnection open, Buffer order) {
    open.request(connections.request())
        .compose(request -> request.send(order))
        .compose(response -> response.body().map(body -> isRight(response, order, body)))
        .onComplete(right -> answered(order, right), failure -> lost(order));
  }

  private boolean isRight(HttpClientResponse response, Buffer order, Buffer body) {
    if ("close".equalsIgnoreCase(response.getHeader(HttpHeaders.CONNECTION))) {
      connection = null;
    }
    return response.statusCode() == 200 && EchoCall.isAnswerTo(order, body);
  }

  private void answered(Buffer order, boolean right) {
    if (underWay != order) {
      return;
    }
    underWay = null;
    if (right) {
      tally.answered(System.nanoTime() - due);
    } else {
      tally.wrong();
    }
    whenFree.accept(this);
  }

  private void lost(Buffer order) {
    if (underWay != order) {
      return;
    }
    underWay = null;
    tally.unanswered();
    connection = null;
    connections.pause().onSuccess(passed -> whenFree.accept(this));
  }
}
