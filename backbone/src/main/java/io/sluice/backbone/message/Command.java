package io.sluice.backbone.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks workers to run an operation.
 *
 * @param operation the contract's operationId; CloudEvents {@code type}
 * @param expiry no work starts after it
 * @param replyTo where the reply goes; null on the event bus, whose own reply carries it
 * @param recorded true when the ledger has a row for the invocation
 * @param attempt 1, 2, …
 */
public record Command(
    UUID id,
    InvocationId invocation,
    String operation,
    String source,
    @Nullable String key,
    Instant time,
    Deadline expiry,
    @Nullable ReplyTo replyTo,
    boolean recorded,
    int attempt,
    Caller caller,
    TraceContext trace,
    Payload payload)
    implements Message {

  public Command {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt is " + attempt + "; it starts at 1");
    }
  }

  /** The same command, to be answered at the given address. */
  public Command withReplyTo(ReplyTo address) {
    return with(address, recorded, attempt);
  }

  /** The same command, tried once more: the id stays. */
  public Command nextAttempt() {
    return asAttempt(attempt + 1);
  }

  /** The same command as this attempt. */
  public Command asAttempt(int nth) {
    return with(replyTo, recorded, nth);
  }

  /** The same command, when the ledger has a row for its invocation. */
  public Command asRecorded() {
    return with(replyTo, true, attempt);
  }

  private Command with(@Nullable ReplyTo address, boolean isRecorded, int nth) {
    return new Command(
        id,
        invocation,
        operation,
        source,
        key,
        time,
        expiry,
        address,
        isRecorded,
        nth,
        caller,
        trace,
        payload);
  }
}
