package io.sluice.shipping.order;

import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order service. Its configuration has {@code database}: host, port, database, user, password.
 */
public final class OrderWorker extends WorkerVerticle {

  private @Nullable Pool pool;

  @Override
  public String service() {
    return "shipping.order";
  }

  @Override
  protected Future<?> prepare() {
    return OrderDatabase.open(vertx, config().getJsonObject("database"))
        .onSuccess(opened -> pool = opened);
  }

  @Override
  protected void handlers(Handlers on) {
    var handling = new OrderHandlers(new Orders(Objects.requireNonNull(pool)));
    on.command("placeOrder", PlaceOrder.class, handling::place);
    on.command("getOrder", GetOrder.class, handling::get);
    on.command("listOrders", ListOrders.class, handling::list);
  }

  @Override
  public Future<?> check() {
    return new Orders(Objects.requireNonNull(pool)).ping();
  }

  @Override
  protected Future<?> release() {
    return pool == null ? Future.succeededFuture() : pool.close();
  }
}
