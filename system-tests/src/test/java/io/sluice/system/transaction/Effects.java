package io.sluice.system.transaction;

import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** A service whose only operation leaves one row for each time that it took effect. */
final class Effects extends WorkerVerticle {

  static final String SERVICE = "effects";

  private final AtomicInteger runs = new AtomicInteger();
  private volatile IntConsumer afterWork = run -> {};

  /** What {@code leave} takes. */
  record Leave() {}

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  protected Optional<String> migrations() {
    return Optional.of("io/sluice/system/transaction/migrations");
  }

  @Override
  protected void handlers(Handlers on) {
    on.command("leave", Leave.class, this::leave);
  }

  /** Begins to count anew, and does this when a run's work is done, before it is committed. */
  void afterWork(IntConsumer action) {
    runs.set(0);
    afterWork = action;
  }

  int runs() {
    return runs.get();
  }

  private Future<FirstReply> leave(Leave input, Call call) {
    return call.transaction(
        transaction ->
            transaction
                .db()
                .preparedQuery("insert into effect (command) values ($1)")
                .execute(Tuple.of(call.commandId()))
                .map(
                    left -> {
                      int run = runs.incrementAndGet();
                      afterWork.accept(run);
                      return Map.of("run", run);
                    }));
  }
}
