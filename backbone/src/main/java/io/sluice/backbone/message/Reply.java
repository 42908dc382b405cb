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
 * @param recorded as of the command: the ledger has a row for the invocation
 * @param ended how the command ended at its worker
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
    boolean recorded,
    Ended ended,
    @Nullable Integer status,
    TraceContext trace,
    Payload payload)
    implements Message {

  public Reply {
    if (status != null && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status is " + status + "; a reply has 200 to 599");
    }
  }

  /** The answer to a command that is not recorded. */
  public Reply(
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
      Payload payload) {
    this(
        id,
        invocation,
        causation,
        operation,
        source,
        key,
        started,
        time,
        attempt,
        false,
        Ended.ANSWERED,
        status,
        trace,
        payload);
  }

  public boolean isProblem() {
    return status != null && status >= 400;
  }

  /** Whether the command was cancelled, and so not done. */
  public boolean isCancelled() {
    return ended == Ended.CANCELLED;
  }

  /** Whether the command is a dead letter now, which a redrive may still complete. */
  public boolean isDeadLettered() {
    return ended == Ended.DEAD_LETTERED;
  }

  /** The same reply, to a command that is recorded or not. */
  public Reply asRecorded(boolean isRecorded) {
    return isRecorded == recorded ? this : with(isRecorded, ended);
  }

  /** The same reply, to a command that ended so. */
  public Reply asEnded(Ended way) {
    return way == ended ? this : with(recorded, way);
  }

  private Reply with(boolean isRecorded, Ended way) {
    return new Reply(
        id,
        invocation,
        causation,
        operation,
        source,
        key,
        started,
        time,
        attempt,
        isRecorded,
        way,
        status,
        trace,
        payload);
  }
}
