package io.sluice.workers.handler;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A worker's handlers by operation. Filled once while the worker starts, and only read then.
 *
 * <p>How many blocking handlers run at once is bounded by what the worker takes in.
 */
public final class Handlers {

  private final Map<String, Registration<?>> byOperation = new HashMap<>();
  private final Vertx vertx;

  public Handlers(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * One operation's handler.
   *
   * @param input the type that the command's JSON data is read into
   */
  public record Registration<I>(Class<I> input, CommandFunction<I> function) {}

  /**
   * Names the handler of an operation.
   *
   * @throws IllegalArgumentException when the operation has one already
   */
  public <I> void command(String operation, Class<I> input, CommandFunction<I> function) {
    if (byOperation.putIfAbsent(operation, new Registration<>(input, function)) != null) {
      throw new IllegalArgumentException("operation " + operation + " has a handler already");
    }
  }

  /** Names a handler in plain blocking code; each run has a virtual thread of its own. */
  public <I> void blocking(String operation, Class<I> input, BlockingFunction<I> function) {
    command(
        operation,
        input,
        (data, call) ->
            onVirtualThread(
                () -> {
                  // The thread may have waited for its turn.
                  call.requireStart();
                  return function.handle(data, call);
                }));
  }

  public Optional<Registration<?>> find(String operation) {
    return Optional.ofNullable(byOperation.get(operation));
  }

  public Set<String> operations() {
    return Set.copyOf(byOperation.keySet());
  }

  private Future<Object> onVirtualThread(Callable<Object> work) {
    Context context = vertx.getOrCreateContext();
    Promise<Object> done = Promise.promise();
    Thread.ofVirtual()
        .name("sluice-handler")
        .start(
            () -> {
              Future<Object> ended = run(work);
              context.runOnContext(ignored -> ended.onComplete(done));
            });
    return done.future();
  }

  private static Future<Object> run(Callable<Object> work) {
    try {
      return Future.succeededFuture(work.call());
    } catch (Throwable e) {
      // An assertion's error too: the thread is the handler's own, and nobody else would see it.
      return Future.failedFuture(e);
    }
  }
}
