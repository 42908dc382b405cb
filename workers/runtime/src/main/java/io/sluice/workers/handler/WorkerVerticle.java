package io.sluice.workers.handler;

import io.sluice.workers.database.Database;
import io.sluice.workers.database.DatabaseConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The base of a service's worker: names the service and its handlers, and opens what they need. Its
 * configuration has {@code database} where the service has one: host, port, database, user,
 * password.
 *
 * <p>A {@code WorkerNode} deploys it; then its handlers run on its event loop, those registered as
 * blocking on virtual threads. A verticle that is deployed without a node receives no commands.
 */
public abstract class WorkerVerticle extends VerticleBase {

  private static final String DATABASE = "database";

  private @Nullable Handlers handlers;
  private @Nullable Database database;

  /** The service, as contracts name it: {@code shipping.order}. */
  public abstract String service();

  /** Names the handlers; called once, after {@link #prepare()}. */
  protected abstract void handlers(Handlers on);

  /**
   * Where the service's own Flyway migrations are: a folder on the class path. They run before
   * {@link #prepare()}.
   *
   * @return empty where the service has no tables
   */
  protected Optional<String> migrations() {
    return Optional.empty();
  }

  /**
   * The service's own database, for reading; what changes it is a {@link Call#transaction}.
   *
   * @throws NullPointerException when none is set for the service
   */
  protected final Pool pool() {
    return Objects.requireNonNull(database, "no database is set for the service").pool();
  }

  /** Opens what else the handlers need. The worker starts when it completes. */
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

  /** The service's own database, open; empty where none is set. */
  public final Optional<Database> database() {
    return Optional.ofNullable(database);
  }

  /** The context that the handlers run on. */
  public final Context runsOn() {
    return context;
  }

  @Override
  public final Future<?> start() {
    return openDatabase()
        .compose(opened -> prepare())
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
    return release()
        .eventually(() -> database == null ? Future.succeededFuture() : database.close());
  }

  private Future<?> openDatabase() {
    JsonObject access = config().getJsonObject(DATABASE);
    String folder = migrations().orElse(null);
    if (access == null) {
      return folder == null
          ? Future.succeededFuture()
          : Future.failedFuture(
              new IllegalArgumentException("databases." + service() + " is not set"));
    }
    return Future.succeededFuture(access)
        .map(DatabaseConfig::from)
        .compose(config -> Database.open(vertx, config, folder))
        .onSuccess(opened -> database = opened);
  }
}
