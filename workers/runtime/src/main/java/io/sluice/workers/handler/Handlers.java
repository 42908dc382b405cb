package io.sluice.workers.handler;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A worker's handlers, by operation and by stream. Filled once while the worker starts, and only
 * read then.
 *
 * <p>How many blocking handlers run at once is bounded by what the worker takes in.
 */
public final class Handlers {

  private final Map<String, Registration<?>> byOperation = new HashMap<>();
  private final Set<String> streams = new HashSet<>();
  private final Map<String, StreamHandlers> reads = new HashMap<>();
  private final Vertx vertx;

  public Handlers(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * One operation's handler.
   *
   * @param input the type that the command's JSON data is read into
   */
  public record Registration<I>(Class<I> input, CommandFunction<I> function, Operation operation) {}

  /**
   * Names the handler of an operation.
   *
   * @return for what else there is to say of it
   * @throws IllegalArgumentException when the operation has one already
   */
  @CanIgnoreReturnValue
  public <I> Operation command(String operation, Class<I> input, CommandFunction<I> function) {
    var registration = new Registration<>(input, function, new Operation(operation));
    if (byOperation.putIfAbsent(operation, registration) != null) {
      throw new IllegalArgumentException("operation " + operation + " has a handler already");
    }
    return registration.operation();
  }

  /** Names a handler in plain blocking code; each run has a virtual thread of its own. */
  @CanIgnoreReturnValue
  public <I> Operation blocking(String operation, Class<I> input, BlockingFunction<I> function) {
    return command(
        operation,
        input,
        (data, call) ->
            VirtualThread.run(
                vertx.getOrCreateContext(),
                () -> {
                  // The thread may have waited for its turn.
                  call.requireStart();
                  return function.handle(data, call);
                }));
  }

  /** Names a stream that the handlers' transactions publish to. Its topic must be there. */
  public void publishes(String stream) {
    streams.add(stream);
  }

  /**
   * Begins to say what the worker does with a stream's events. Its topic and {@code <stream>.dlq}
   * must be there, and the service needs a database.
   *
   * @throws IllegalArgumentException when it was said before
   */
  public StreamHandlers stream(String stream) {
    var handlers = new StreamHandlers(vertx);
    if (reads.putIfAbsent(stream, handlers) != null) {
      throw new IllegalArgumentException("stream " + stream + " has its handlers already");
    }
    return handlers;
  }

  public Optional<Registration<?>> find(String operation) {
    return Optional.ofNullable(byOperation.get(operation));
  }

  public Set<String> operations() {
    return Set.copyOf(byOperation.keySet());
  }

  /**
   * The operations that do not do without a database.
   *
   * @param inTopics whether commands may come out of a topic, and so come again
   */
  public List<String> needingDatabase(boolean inTopics) {
    return byOperation.values().stream()
        .map(Registration::operation)
        .filter(one -> one.isDurable() || (inTopics && one.isRetriedNever()))
        .map(Operation::name)
        .sorted()
        .toList();
  }

  /** What is done with the events of the streams that the worker reads, by stream. */
  public Map<String, StreamHandlers> reads() {
    return Map.copyOf(reads);
  }

  /** The streams that the worker publishes to. */
  public Set<String> streams() {
    return Set.copyOf(streams);
  }
}
