package io.sluice.gateway.invocation;

import org.jspecify.annotations.Nullable;

/** The ledger could not do what it was asked; an expected failure, without a stack trace. */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  LedgerException(Reason reason, @Nullable Throwable cause) {
    super(reason.text, cause, false, false);
    this.reason = reason;
  }

  /** What is known of the row. */
  enum Reason {
    /** Too much waits to be written; nothing was. */
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

  Reason reason() {
    return reason;
  }
}
