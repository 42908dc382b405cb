package io.sluice.backbone.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends an invocation: a result, or a problem when the status is 400 or above.
 *
 * @param causation the id of the command that it answers; a waiter takes no other
 * @param operation the contract's operationId; CloudEvents {@code type} adds {@code .reply}
 * @param started when the worker began
 * @param status the HTTP status; null leaves it to the contract: the operation's first 2xx
 */
public record Reply(
    UUID id,
    InvocationId invocation,
    UUID causation,
    String operation,
    String source,
    @Nullable String key,
    Instant started,
    Instant time,
    int attempt,
    @Nullable Integer status,
    TraceContext trace,
    Payload payload)
    implements Message {

  public Reply {
    if (status != null && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status is " + status + "; a reply has 200 to 599");
    }
  }

  public boolean isProblem() {
    return status != null && status >= 400;
  }
}
