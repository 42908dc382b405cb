package io.sluice.workers.handler;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker does with the events of one stream. Filled once while the worker starts, and only
 * read then. Events that nobody handles here are passed over.
 */
public final class StreamHandlers {

  private final Map<String, Registration<?>> byName = new HashMap<>();
  private final Vertx vertx;
  private Start start = Start.beginning();

  StreamHandlers(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * One event's handler.
   *
   * @param data the type that the event's JSON data is read into
   */
  public record Registration<I>(Class<I> data, EventFunction<I> function) {}

  /** Where the service begins, when it has never read the stream; else with the oldest event. */
  @CanIgnoreReturnValue
  public StreamHandlers from(Start beginning) {
    start = beginning;
    return this;
  }

  /**
   * Names the handler of an event.
   *
   * @param name such as {@code VoyageBooked}
   * @throws IllegalArgumentException when the event has one already
   */
  @CanIgnoreReturnValue
  public <I> StreamHandlers event(String name, Class<I> data, EventFunction<I> function) {
    if (byName.putIfAbsent(name, new Registration<>(data, function)) != null) {
      throw new IllegalArgumentException("event " + name + " has a handler already");
    }
    return this;
  }

  /** Names a handler in plain blocking code; each run has a virtual thread of its own. */
  @CanIgnoreReturnValue
  public <I> StreamHandlers blockingEvent(
      String name, Class<I> data, BlockingEventFunction<I> function) {
    return event(
        name,
        data,
        (input, event) ->
            VirtualThread.run(
                vertx.getOrCreateContext(),
                () -> {
                  function.handle(input, event);
                  return event;
                }));
  }

  public Start start() {
    return start;
  }

  public Optional<Registration<?>> find(String event) {
    return Optional.ofNullable(byName.get(event));
  }

  /** The events that have a handler. */
  public Set<String> events() {
    return Set.copyOf(byName.keySet());
  }
}
