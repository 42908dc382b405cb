package io.sluice.backbone.dispatch;

/** What is asked for cannot be done now, through no fault of its own: later it may. */
public final class NotNowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a stack trace: it tells of a state, and comes as often as that is met. */
  public NotNowException(String reason, Throwable cause) {
    super(reason, cause, false, false);
  }
}
