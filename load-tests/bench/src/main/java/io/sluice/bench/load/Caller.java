package io.sluice.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client with a connection of its own and one call at a time. Lives on the event loop. */
final class Caller {

  private static final long LIMIT_NANOS = 10_000_000_000L;
  private static final int ACCEPTED = 202;

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
    Buffer order = connections.order(number);
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
        .compose(response -> outcome(open, response, order))
        .onComplete(right -> answered(order, right), failure -> lost(order));
  }

  private Future<Boolean> outcome(
      HttpClientConnection open, HttpClientResponse response, Buffer order) {
    if (!connections.areAsync()) {
      return response.body().map(body -> isRight(response, order, body));
    }
    String location = response.getHeader(HttpHeaders.LOCATION);
    return response
        .body()
        .compose(
            accepted ->
                response.statusCode() == ACCEPTED && location != null
                    ? end(open, location, order)
                    : Future.succeededFuture(false));
  }

  /** Asks until there is an answer, or nobody waits for it. */
  private Future<Boolean> end(HttpClientConnection open, String location, Buffer order) {
    return open.request(connections.end(location))
        .compose(HttpClientRequest::send)
        .compose(
            response ->
                response
                    .body()
                    .compose(
                        body ->
                            response.statusCode() == ACCEPTED && underWay == order
                                ? end(open, location, order)
                                : Future.succeededFuture(isRight(response, order, body))));
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
