package io.sluice.workers.transaction;

import io.sluice.workers.handler.BlockingFunction;
import io.sluice.workers.handler.CommandFunction;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A service with accounts, whose handlers a test names. */
final class AccountWorker extends WorkerVerticle {

  private final Map<String, CommandFunction<JsonInput>> handlers = new LinkedHashMap<>();
  private final Map<String, BlockingFunction<JsonInput>> blocking = new LinkedHashMap<>();
  private final Map<String, CommandFunction<JsonInput>> durable = new LinkedHashMap<>();
  private final String service;
  private final String stream;

  AccountWorker(String service, String stream) {
    this.service = service;
    this.stream = stream;
  }

  /** What every operation takes. */
  record JsonInput(String account, long amount) {

    static String of(String account, long amount) {
      return new JsonObject().put("account", account).put("amount", amount).encode();
    }
  }

  AccountWorker on(String operation, CommandFunction<JsonInput> handler) {
    handlers.put(operation, handler);
    return this;
  }

  AccountWorker durable(String operation, CommandFunction<JsonInput> handler) {
    durable.put(operation, handler);
    return this;
  }

  AccountWorker blocking(String operation, BlockingFunction<JsonInput> handler) {
    blocking.put(operation, handler);
    return this;
  }

  @Override
  public String service() {
    return service;
  }

  @Override
  protected Optional<String> migrations() {
    return Optional.of("io/sluice/workers/transaction/migrations");
  }

  @Override
  protected void handlers(Handlers on) {
    on.publishes(stream);
    handlers.forEach((name, handler) -> on.command(name, JsonInput.class, handler));
    durable.forEach((name, handler) -> on.command(name, JsonInput.class, handler).durable());
    blocking.forEach((name, handler) -> on.blocking(name, JsonInput.class, handler));
  }
}
