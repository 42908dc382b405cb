package io.sluice.workers.outbox;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.TraceContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event is the consequence of.
 *
 * @param id the command's, or the event's
 * @param invocation the one that led to it, if any
 */
public record Cause(UUID id, @Nullable InvocationId invocation, TraceContext trace) {

  public static Cause of(Command command) {
    return new Cause(command.id(), command.invocation(), command.trace());
  }

  public static Cause of(Event event) {
    return new Cause(event.id(), event.invocation(), event.trace());
  }
}
