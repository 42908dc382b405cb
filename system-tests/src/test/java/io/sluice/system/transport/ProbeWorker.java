package io.sluice.system.transport;

import io.sluice.backbone.message.Problem;
import io.sluice.workers.handler.Answer;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Handles the operations of {@code probe.yaml}, but for {@code unhandled}. */
final class ProbeWorker extends WorkerVerticle {

  /** What must never reach a caller. */
  static final String INTERNAL = "connection to db-7.internal refused";

  private final Probe probe;
  private final Turns turns;

  ProbeWorker(Probe probe, Turns turns) {
    this.probe = probe;
    this.turns = turns;
  }

  /** The data of every operation. */
  record Data(String nonce, String account) {}

  @Override
  public String service() {
    return "probe";
  }

  @Override
  protected void handlers(Handlers on) {
    on.command("echo", Data.class, this::echo);
    on.command("create", Data.class, this::create);
    on.command("reject", Data.class, this::reject);
    on.command("fail", Data.class, this::fail);
    on.command("hold", Data.class, this::hold);
    on.command("meet", Data.class, this::meet);
    on.command("append", Data.class, this::append);
  }

  private Future<?> echo(Data data, Call call) {
    probe.ran(data.nonce());
    return Future.succeededFuture(answer(data, call));
  }

  private Future<?> create(Data data, Call call) {
    return Future.succeededFuture(
        Answer.created("/things/" + data.nonce(), answer(data, call)).header("x-internal", "7"));
  }

  private Future<?> reject(Data data, Call call) {
    return Future.failedFuture(
        new Rejection(
            Problem.named("sold-out", "Sold out", 409, "There are none left.")
                .with("nonce", data.nonce())));
  }

  private Future<?> fail(Data data, Call call) {
    throw new IllegalStateException(INTERNAL);
  }

  private Future<?> hold(Data data, Call call) {
    probe.ran(data.nonce());
    return probe.hold(data.nonce()).future();
  }

  private Future<?> meet(Data data, Call call) {
    return probe.meet(data.account()).future().map(all -> answer(data, call));
  }

  private Future<?> append(Data data, Call call) {
    turns.begin(data.account(), call.invocation().toString());
    Duration work = Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 6));
    return vertx
        .timer(work.toMillis())
        .map(
            done -> {
              turns.end(data.account());
              return answer(data, call);
            });
  }

  private static Map<String, Object> answer(Data data, Call call) {
    return new JsonObject()
        .put("nonce", data.nonce())
        .put("invocation", call.invocation().toString())
        .getMap();
  }
}
