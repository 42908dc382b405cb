package io.sluice.gateway.deadletter;

import io.sluice.backbone.deadletter.DeadLetterQueue;
import io.sluice.backbone.deadletter.LetterId;
import io.sluice.cluster.management.Problems;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /dead-letters} for operators: the open letters of each topic of the contract, one of them
 * whole, and what may be done with them (docs/operating.md).
 */
public final class DeadLetterRoutes {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterRoutes.class);

  private static final String TOPIC = "/dead-letters/:topic";
  private static final String LETTER = TOPIC + "/:id";
  private static final int SHOWN = 100;

  /** Each reads a topic on a thread of its own. */
  private static final int AT_ONCE = 4;

  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Function<String, DeadLetterQueue> queues;
  private final Supplier<List<String>> topics;

  /**
   * The routes.
   *
   * @param queues opens the dead letters of a topic
   * @param topics those that may be named
   */
  public DeadLetterRoutes(Function<String, DeadLetterQueue> queues, Supplier<List<String>> topics) {
    this.queues = queues;
    this.topics = topics;
  }

  /** Adds them to the router of admin calls. */
  public void mount(Router admin) {
    post(admin, TOPIC + "/redrive-all", "redriven", (queue, call) -> queue.redriveAll());
    post(admin, TOPIC + "/discard-all", "discarded", (queue, call) -> queue.discardAll());
    post(admin, LETTER + "/redrive", "redriven", (queue, call) -> queue.redrive(id(call)).map(1));
    post(admin, LETTER + "/discard", "discarded", (queue, call) -> queue.discard(id(call)).map(1));
    get(admin, "/dead-letters", call -> Future.succeededFuture(names()));
    get(admin, TOPIC, call -> queue(call).list().map(all -> LetterJson.of(all, limit(call))));
    get(admin, LETTER, call -> queue(call).open(id(call)).map(LetterJson::of));
  }

  private void get(Router admin, String path, Function<RoutingContext, Future<JsonObject>> action) {
    route(admin, HttpMethod.GET, path, action);
  }

  private void post(
      Router admin,
      String path,
      String done,
      BiFunction<DeadLetterQueue, RoutingContext, Future<Integer>> action) {
    route(
        admin,
        HttpMethod.POST,
        path,
        call ->
            action
                .apply(queue(call), call)
                .onSuccess(count -> told(call, done, count))
                .map(count -> new JsonObject().put(done, count)));
  }

  private void route(
      Router admin,
      HttpMethod method,
      String path,
      Function<RoutingContext, Future<JsonObject>> action) {
    admin.route(method, path).handler(call -> answer(call, action));
    admin
        .route(path)
        .handler(
            call -> {
              call.response().putHeader(HttpHeaders.ALLOW, method.name());
              Problems.answer(call, 405, "Method Not Allowed", "It takes " + method + " only.");
            });
  }

  private void answer(RoutingContext call, Function<RoutingContext, Future<JsonObject>> action) {
    if (!places.tryAcquire()) {
      call.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
      Problems.answer(
          call,
          503,
          "Service Unavailable",
          AT_ONCE + " such calls are under way; that is the most.");
      return;
    }
    var unused =
        Future.succeededFuture(call)
            .compose(action)
            .onComplete(ended -> places.release())
            .onFailure(failure -> fail(call, failure))
            .compose(
                body ->
                    call.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(body.toBuffer()));
  }

  /** What is not there or no such thing is the caller's; the rest is the backbone's. */
  private static void fail(RoutingContext call, Throwable failure) {
    String detail = String.valueOf(failure.getMessage());
    if (failure instanceof NoSuchElementException) {
      Problems.answer(call, 404, "Not Found", detail);
      return;
    }
    if (failure instanceof IllegalArgumentException) {
      Problems.answer(call, 400, "Bad Request", detail);
      return;
    }
    log.atWarn()
        .addKeyValue("path", call.normalizedPath())
        .addKeyValue("reason", failure.toString())
        .log("admin call failed");
    Problems.answer(call, 503, "Service Unavailable", detail);
  }

  private static void told(RoutingContext call, String done, int count) {
    log.atInfo()
        .addKeyValue("topic", parameter(call, "topic"))
        .addKeyValue("letters", count)
        .log("dead letters " + done);
  }

  private JsonObject names() {
    return new JsonObject().put("topics", new JsonArray(topics.get()));
  }

  private DeadLetterQueue queue(RoutingContext call) {
    String topic = parameter(call, "topic");
    List<String> known = topics.get();
    if (!known.contains(topic)) {
      throw new NoSuchElementException(
          "topic " + topic + " is none of the contract's: " + String.join(", ", known));
    }
    return queues.apply(topic);
  }

  private static LetterId id(RoutingContext call) {
    return LetterId.parse(parameter(call, "id"));
  }

  private static String parameter(RoutingContext call, String name) {
    return Objects.requireNonNullElse(call.pathParam(name), "");
  }

  private static int limit(RoutingContext call) {
    String text = call.request().getParam("limit", Integer.toString(SHOWN));
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > DeadLetterQueue.MOST) {
      throw new IllegalArgumentException(
          "limit is \"" + text + "\"; it is a number from 0 to " + DeadLetterQueue.MOST);
    }
    return Integer.parseInt(text);
  }
}
