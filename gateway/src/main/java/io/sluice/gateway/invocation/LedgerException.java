package io.sluice.gateway.invocation;

import io.vertx.pgclient.PgException;
import org.jspecify.annotations.Nullable;

/**
 * The ledger could not do what it was asked; an expected failure, without a stack trace. The
 * message is for the log: why, and of the database's answer its SQLSTATE alone, because the rest
 * may quote a row.
 */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  LedgerException(Reason reason, @Nullable Throwable cause) {
    super(message(reason, cause), cause, false, false);
    this.reason = reason;
  }

  private static String message(Reason reason, @Nullable Throwable failure) {
    var message = new StringBuilder(reason.text);
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      message.append(cause == failure ? ": " : " by ").append(cause.getClass().getSimpleName());
      if (cause instanceof PgException answer) {
        message.append(' ').append(answer.getSqlState());
      }
    }
    return message.toString();
  }

  /** What is known of the row. */
  enum Reason {
    /** Too much waits to be written, or read; nothing was. */
    FULL("too much waits for the ledger"),
    /** Certainly nothing was written. */
    NOT_ACCEPTED("the ledger did not take it"),
    /** It may have been written, or may be soon. */
    UNKNOWN("whether the ledger has it is not known");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  /** Whether it may have done so all the same. */
  public boolean mayBeWritten() {
    return reason == Reason.UNKNOWN;
  }

  /** Whether too much waits for it. */
  public boolean isOverload() {
    return reason == Reason.FULL;
  }

  Reason reason() {
    return reason;
  }
}
