package io.sluice.backbone.dispatch;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.TraceContext;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says in a log entry which call it is about: {@code trace}, {@code invocation} and, where it is
 * known, {@code operation}. Each entry is given them by name: an event loop works for many calls at
 * once, so that what is kept for a thread would soon be another call's.
 */
public final class CallLog {

  private CallLog() {}

  /** For an entry about a command. */
  public static LoggingEventBuilder about(LoggingEventBuilder entry, Command command) {
    return about(entry, command.trace(), command.invocation())
        .addKeyValue("operation", command.operation());
  }

  /** For an entry about an invocation whose command is no longer at hand. */
  public static LoggingEventBuilder about(
      LoggingEventBuilder entry, TraceContext trace, InvocationId invocation) {
    return about(entry, trace).addKeyValue("invocation", invocation);
  }

  /** For an entry about a request that has not become an invocation. */
  public static LoggingEventBuilder about(LoggingEventBuilder entry, TraceContext trace) {
    return entry.addKeyValue("trace", trace.traceId());
  }
}
