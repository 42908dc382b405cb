package io.sluice.workers;

import io.sluice.backbone.message.Problem;
import io.sluice.workers.handler.Answer;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service for tests, as a team would write it. */
final class ShopWorker extends WorkerVerticle {

  private final List<String> bought = new CopyOnWriteArrayList<>();
  private final Promise<Map<String, String>> slow = Promise.promise();
  private final String service;
  private volatile boolean slowRunning;
  private volatile boolean released;

  ShopWorker(String service) {
    this.service = service;
  }

  /** What {@code buy} takes. */
  record Purchase(String item, int count) {}

  /** What {@code buy} returns. */
  record Bought(String item, String by) {}

  @Override
  public String service() {
    return service;
  }

  @Override
  protected void handlers(Handlers on) {
    on.command(
        "buy",
        Purchase.class,
        (purchase, call) -> {
          bought.add(purchase.item());
          return Future.succeededFuture(new Bought(purchase.item(), call.caller().principal()));
        });
    on.blocking(
        "create",
        Purchase.class,
        (purchase, call) -> Answer.created("/items/" + purchase.item(), Map.of()));
    on.command(
        "refuse",
        Purchase.class,
        (purchase, call) ->
            Future.failedFuture(
                new Rejection(Problem.named("sold-out", "Sold out", 409, "No cheese."))));
    on.command(
        "fail",
        Purchase.class,
        (purchase, call) -> Future.failedFuture(new IllegalStateException("secret")));
    on.command(
        "slow",
        Purchase.class,
        (purchase, call) -> {
          slowRunning = true;
          return slow.future();
        });
  }

  @Override
  protected Future<?> release() {
    released = true;
    return Future.succeededFuture();
  }

  List<String> bought() {
    return List.copyOf(bought);
  }

  boolean isSlowRunning() {
    return slowRunning;
  }

  boolean isReleased() {
    return released;
  }

  void endSlow() {
    slow.complete(Map.of("slow", "done"));
  }
}
