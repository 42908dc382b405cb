package io.sluice.backbone.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks the workers of a service to stop a command: nobody wants its outcome any more.
 *
 * @param command the command's id; no other command is meant
 * @param operation the command's operation
 * @param expiry the command's: after it the wish need not be remembered
 */
public record Cancellation(
    UUID id,
    InvocationId invocation,
    UUID command,
    String operation,
    String source,
    @Nullable String key,
    Instant time,
    Deadline expiry,
    TraceContext trace)
    implements Message {

  /** Of a command that was sent. */
  public static Cancellation of(Command command, UUID id, Instant time) {
    return new Cancellation(
        id,
        command.invocation(),
        command.id(),
        command.operation(),
        command.source(),
        command.key(),
        time,
        command.expiry(),
        command.trace());
  }
}
