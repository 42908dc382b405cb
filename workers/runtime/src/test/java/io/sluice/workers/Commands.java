package io.sluice.workers;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.TraceContext;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fresh commands for tests. */
public final class Commands {

  private Commands() {}

  public static Command of(String operation, String data) {
    return of(operation, data, Duration.ofSeconds(30));
  }

  /** A command that is wanted for the given time, which may be over. */
  public static Command of(String operation, String data, Duration timeout) {
    return of(operation, "key-1", data, timeout).asAttempt(3);
  }

  /** A first attempt with its key. */
  public static Command of(String operation, @Nullable String key, String data, Duration timeout) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Command(
        UUID.randomUUID(),
        InvocationId.random(),
        operation,
        "/gateway/test",
        key,
        now,
        Deadline.after(timeout, now),
        null,
        false,
        1,
        new Caller("alice", "acme"),
        TraceContext.start(),
        new Payload(Payload.JSON, Map.of("accept-language", "de"), Buffer.buffer(data)));
  }

  /** The same command, in the ledger. */
  public static Command recorded(Command command) {
    return with(command, command.expiry(), true);
  }

  /** The same command with so much time from now. */
  public static Command until(Command command, Duration time) {
    return with(command, Deadline.after(time, Instant.now()), command.recorded());
  }

  private static Command with(Command command, Deadline expiry, boolean recorded) {
    return new Command(
        command.id(),
        command.invocation(),
        command.operation(),
        command.source(),
        command.key(),
        command.time(),
        expiry,
        command.replyTo(),
        recorded,
        command.attempt(),
        command.caller(),
        command.trace(),
        command.payload());
  }
}
