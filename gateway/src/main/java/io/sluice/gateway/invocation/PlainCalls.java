package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.InvocationId;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The calls of this node that are recorded only should their time be up. Thread-safe; bounded by
 * those that may wait for a reply.
 */
final class PlainCalls {

  private final ConcurrentHashMap<InvocationId, Command> calls = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  void begin(Command command) {
    calls.put(command.invocation(), command);
  }

  /** Whether its caller still waits for it; no longer here, in any case. */
  boolean end(InvocationId id) {
    return calls.remove(id) != null;
  }

  /** Its caller has gone: nobody would know of a record. */
  void forget(InvocationId id) {
    calls.remove(id);
  }

  /** Whether calls end before their time. */
  boolean isStopping() {
    return stopping;
  }

  /** From now on nobody waits any more. */
  void stop(Consumer<Command> end) {
    stopping = true;
    List.copyOf(calls.values()).forEach(end);
  }
}
