package io.sluice.gateway.http;

import io.sluice.gateway.invocation.Follower;
import io.sluice.gateway.invocation.Invocation;
import io.sluice.gateway.invocation.InvocationState;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * One client that follows an invocation by server-sent events (WHATWG HTML section 9.2): {@code
 * accepted}, {@code progress}, {@code deadLettered}, {@code completed}. An event's id is the
 * invocation's version, so that {@code Last-Event-ID} goes on with what is newer, on any node. A
 * slow client misses what is outdated, and nothing piles up.
 */
final class InvocationEvents {

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final int LONGEST_ID = 18;

  private final RoutingContext call;
  private final HttpServerResponse response;
  private final Follower client;
  private final BooleanSupplier stopping;
  private final Invocation first;
  private final Duration silence;

  /**
   * A client that has been told nothing yet.
   *
   * @param stopping whether the node stops
   * @param longestWait after it a silent connection looks dead
   */
  InvocationEvents(
      RoutingContext call,
      Follower client,
      BooleanSupplier stopping,
      Invocation first,
      Duration longestWait) {
    this.call = call;
    this.response = call.response();
    this.client = client;
    this.stopping = stopping;
    this.first = first;
    this.silence = longestWait.compareTo(LONGEST_SILENCE) < 0 ? longestWait : LONGEST_SILENCE;
  }

  /** Completes when the client has all, or has gone. */
  Future<Void> run() {
    String last = call.request().getHeader(LAST_EVENT_ID);
    OptionalLong seen = last == null ? OptionalLong.of(-1) : version(last);
    if (seen.isEmpty()) {
      return ProblemWriter.write(
          response,
          ProblemType.MALFORMED_REQUEST.problem(
              "Last-Event-ID is none of the ids of this stream."));
    }
    if (first.state().isTerminal() && seen.getAsLong() >= first.version()) {
      // It tells an EventSource not to come again.
      return response.setStatusCode(204).end();
    }
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader("X-Accel-Buffering", "no");
    return first.version() > seen.getAsLong() ? tell(first) : stayAlive(first);
  }

  private Future<Void> tell(Invocation now) {
    return response
        .write(event(now))
        .compose(written -> now.state().isTerminal() ? response.end() : await(now));
  }

  private Future<Void> await(Invocation known) {
    return client.next(known, silence).compose(next -> goOn(known, next));
  }

  private Future<Void> goOn(Invocation known, Optional<Invocation> next) {
    if (response.closed()) {
      return Future.succeededFuture();
    }
    if (next.isPresent()) {
      return tell(next.get());
    }
    return stopping.getAsBoolean() ? response.end(":the node stops\n\n") : stayAlive(known);
  }

  /** With the head, where that is not written: so the client knows at once that it is connected. */
  private Future<Void> stayAlive(Invocation known) {
    return response.write(":\n\n").compose(alive -> await(known));
  }

  private static String event(Invocation now) {
    return "id: %d\nevent: %s\ndata: %s\n\n"
        .formatted(now.version(), name(now.state()), InvocationJson.of(now).encode());
  }

  private static String name(InvocationState state) {
    return switch (state) {
      case ACCEPTED -> "accepted";
      case RUNNING -> "progress";
      case DEAD_LETTERED -> "deadLettered";
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> "completed";
    };
  }

  private static OptionalLong version(String text) {
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= LONGEST_ID
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
