package io.sluice.workers.handler;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The base of a service's worker: names the service and its handlers, and opens what they need.
 *
 * <p>A {@code WorkerNode} deploys it; then its handlers run on its event loop, those registered as
 * blocking on virtual threads. A verticle that is deployed without a node receives no commands.
 */
public abstract class WorkerVerticle extends VerticleBase {

  private @Nullable Handlers handlers;

  /** The service, as contracts name it: {@code shipping.order}. */
  public abstract String service();

  /** Names the handlers; called once, after {@link #prepare()}. */
  protected abstract void handlers(Handlers on);

  /** Opens what the handlers need: a pool, a schema. The worker starts when it completes. */
  protected Future<?> prepare() {
    return Future.succeededFuture();
  }

  /** Closes what {@link #prepare()} opened; no handler is running any more. */
  protected Future<?> release() {
    return Future.succeededFuture();
  }

  /**
   * Whether the next command would work; asked for by the readiness probe.
   *
   * @return fails with the reason
   */
  public Future<?> check() {
    return Future.succeededFuture();
  }

  /** The handlers that were named. */
  public final Handlers named() {
    return Objects.requireNonNull(handlers, "the worker has not been deployed");
  }

  /** The context that the handlers run on. */
  public final Context runsOn() {
    return context;
  }

  @Override
  public final Future<?> start() {
    return prepare()
        .map(
            prepared -> {
              Handlers on = new Handlers(vertx);
              handlers(on);
              handlers = on;
              return null;
            });
  }

  @Override
  public final Future<?> stop() {
    return release();
  }
}
