package io.sluice.gateway.http;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.call.Answer;
import io.sluice.gateway.invocation.Follower;
import io.sluice.gateway.invocation.Invocation;
import io.sluice.gateway.invocation.Invocations;
import io.sluice.gateway.invocation.LedgerException;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The invocation resource: what became of a call, for the one who made it. What is not there and
 * what is somebody else's are told apart by nothing.
 */
final class InvocationRoutes {

  private static final Logger log = LoggerFactory.getLogger(InvocationRoutes.class);
  private static final String ONE = InvocationLinks.ROOT + "/:id";
  private static final String EVENT_STREAM = "text/event-stream";

  private final Invocations invocations;
  private final Doorkeeper doorkeeper;
  private final Refusals refusals;
  private final Duration longestWait;

  /**
   * The resource of one node; any has all invocations.
   *
   * @param longestWait how long a caller may wait for a change
   */
  InvocationRoutes(
      Invocations invocations, Doorkeeper doorkeeper, Refusals refusals, Duration longestWait) {
    this.invocations = invocations;
    this.doorkeeper = doorkeeper;
    this.refusals = refusals;
    this.longestWait = longestWait;
  }

  void mount(Router router) {
    router.get(ONE).handler(call -> found(call, this::showOrStream));
    router.head(ONE).handler(call -> found(call, this::show));
    router.delete(ONE).handler(call -> found(call, this::cancel));
    router.route(ONE).handler(call -> refuseMethod(call, "GET, HEAD, DELETE"));
    router.get(ONE + "/response").handler(call -> found(call, this::response));
    router.head(ONE + "/response").handler(call -> found(call, this::response));
    router.get(ONE + "/events").handler(call -> found(call, this::stream));
    router.route(ONE + "/response").handler(call -> refuseMethod(call, "GET, HEAD"));
    router.route(ONE + "/events").handler(call -> refuseMethod(call, "GET"));
  }

  private void refuseMethod(RoutingContext call, String allowed) {
    call.response().putHeader(HttpHeaders.ALLOW, allowed);
    refuse(call, ProblemType.METHOD_NOT_ALLOWED, "Allowed are " + allowed + ".");
  }

  private void found(
      RoutingContext call, BiFunction<RoutingContext, Invocation, Future<Void>> show) {
    call.response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.VARY, "Accept, Prefer");
    doorkeeper
        .known(call.request())
        .compose(known -> found(call, known.caller(), show))
        .onFailure(failure -> failed(call, failure));
  }

  private Future<Void> found(
      RoutingContext call,
      Caller caller,
      BiFunction<RoutingContext, Invocation, Future<Void>> show) {
    return id(call)
        .map(id -> invocations.find(id, caller))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(
            found -> {
              if (found.isEmpty()) {
                throw refused(
                    ProblemType.INVOCATION_NOT_FOUND,
                    "None of the caller's invocations has this id.");
              }
              return show.apply(call, there(found.get()));
            });
  }

  private static Invocation there(Invocation invocation) {
    if (invocation.isGone()) {
      throw refused(ProblemType.INVOCATION_GONE, "It has expired, or its data are removed.");
    }
    return invocation;
  }

  private Future<Void> showOrStream(RoutingContext call, Invocation invocation) {
    return AcceptHeader.names(call.request().headers(), EVENT_STREAM)
        ? stream(call, invocation)
        : show(call, invocation);
  }

  /** Who has said what it knows, is told of any change; others wait for the end. */
  private Future<Void> show(RoutingContext call, Invocation invocation) {
    MultiMap headers = call.request().headers();
    Predicate<Invocation> enough =
        VersionTag.isKnown(headers, invocation)
            ? now -> !VersionTag.isKnown(headers, now)
            : now -> now.state().isTerminal();
    return waited(call, invocation, enough)
        .compose(
            now ->
                VersionTag.isKnown(headers, now)
                    ? tagged(call, now).setStatusCode(304).end()
                    : hinted(tagged(call, now), now)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(InvocationJson.of(now).toBuffer()));
  }

  private Future<Void> response(RoutingContext call, Invocation invocation) {
    return waited(call, invocation, now -> now.state().isTerminal())
        .compose(
            now ->
                now.state().isTerminal()
                    ? invocations.withAnswer(now)
                    : Future.succeededFuture(now))
        .map(InvocationRoutes::there)
        .compose(
            now -> {
              Answer answer = now.answer();
              HttpServerResponse response = call.response();
              response.putHeader(ResponseMapper.INVOCATION_HEADER, now.id().toString());
              if (now.state().isTerminal() && answer != null) {
                return ResponseMapper.write(response, answer);
              }
              InvocationLinks.locate(response, now.id());
              return hinted(response, now)
                  .setStatusCode(202)
                  .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                  .end(InvocationJson.of(now).toBuffer());
            });
  }

  private Future<Void> stream(RoutingContext call, Invocation invocation) {
    return new InvocationEvents(
            call, follower(call, invocation), invocations::isStopping, invocation, longestWait)
        .run();
  }

  private Future<Void> cancel(RoutingContext call, Invocation invocation) {
    return invocations
        .cancel(invocation.id())
        .recover(InvocationRoutes::inDoubt)
        .compose(
            open -> {
              Invocation asked =
                  open.orElseThrow(
                      () -> refused(ProblemType.INVOCATION_ENDED, "The invocation has ended."));
              InvocationLinks.locate(call.response(), asked.id());
              return call.response()
                  .setStatusCode(202)
                  .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                  .end(InvocationJson.of(asked).toBuffer());
            });
  }

  /** What may have been accepted is not refused: it would be carried out all the same. */
  private static Future<Optional<Invocation>> inDoubt(Throwable failure) {
    return Future.failedFuture(
        failure instanceof LedgerException ledger && ledger.mayBeWritten()
            ? refused(
                ProblemType.OUTCOME_UNKNOWN, "Whether the cancellation was recorded is not known.")
            : failure);
  }

  /** Waits as long as the caller prefers, and no longer than allowed. */
  private Future<Invocation> waited(
      RoutingContext call, Invocation invocation, Predicate<Invocation> enough) {
    Duration wait = PreferHeader.read(call.request().headers()).patience();
    if (wait == null || invocation.state().isTerminal() || enough.test(invocation)) {
      return Future.succeededFuture(invocation);
    }
    Duration limit = wait.compareTo(longestWait) < 0 ? wait : longestWait;
    Follower client = follower(call, invocation);
    return until(client, invocation, System.nanoTime() + limit.toNanos(), enough)
        .compose(
            now -> {
              if (call.response().closed()) {
                return Future.failedFuture(new HttpClosedException("the client has gone away"));
              }
              call.response().putHeader(OperationCalls.APPLIED, Preferences.waited(limit));
              return Future.succeededFuture(now);
            });
  }

  private static Future<Invocation> until(
      Follower client, Invocation known, long end, Predicate<Invocation> enough) {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (!left.isPositive()) {
      return Future.succeededFuture(known);
    }
    return client
        .next(known, left)
        .compose(
            next -> {
              if (next.isEmpty() || enough.test(next.get())) {
                return Future.succeededFuture(next.orElse(known));
              }
              return until(client, next.get(), end, enough);
            });
  }

  /** The client of a call, which waits no longer than it is there. */
  private Follower follower(RoutingContext call, Invocation invocation) {
    Follower follower = invocations.follow(invocation.caller());
    HttpServerResponse response = call.response();
    response.closeHandler(gone -> follower.leave());
    if (response.closed()) {
      follower.leave();
    }
    return follower;
  }

  private static HttpServerResponse tagged(RoutingContext call, Invocation invocation) {
    return call.response().putHeader(HttpHeaders.ETAG, VersionTag.of(invocation));
  }

  private HttpServerResponse hinted(HttpServerResponse response, Invocation invocation) {
    return invocation.state().isTerminal()
        ? response
        : response.putHeader(HttpHeaders.RETRY_AFTER, retrySeconds(invocation));
  }

  private String retrySeconds(Invocation open) {
    return String.valueOf(invocations.pause(open).toSeconds());
  }

  private static Optional<InvocationId> id(RoutingContext call) {
    try {
      return Optional.ofNullable(call.pathParam("id")).map(InvocationId::parse);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static RefusedException refused(ProblemType type, String detail) {
    return RefusedException.of(type.problem(detail));
  }

  private void failed(RoutingContext call, Throwable failure) {
    if (failure instanceof RefusedException refused) {
      refusals.refuse(call.request(), refused.problem());
    } else if (call.response().closed() || Refusals.isGone(failure)) {
      Refusals.logGone(failure);
    } else if (call.response().headWritten()) {
      // A stream that cannot go on; its client comes again with what it had last.
      call.response().end().onFailure(Refusals::logGone);
    } else if (isOverload(failure)) {
      refuse(call, ProblemType.OVERLOADED, "Too many wait for invocations here.");
    } else {
      log.atWarn().addKeyValue("reason", failure.toString()).log("invocation not read");
      refuse(call, ProblemType.LEDGER_UNAVAILABLE, "Invocations cannot be read now.");
    }
  }

  private static boolean isOverload(Throwable failure) {
    return failure instanceof RejectedExecutionException
        || (failure instanceof LedgerException ledger && ledger.isOverload());
  }

  private void refuse(RoutingContext call, ProblemType type, String detail) {
    refusals.refuse(call.request(), type.problem(detail));
  }
}
