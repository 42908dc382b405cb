package io.sluice.backbone.message;

/**
 * Why there is no reply. The one question that matters to a caller is whether the command may have
 * run: only what was certainly not accepted is safe to repeat (RFC 9110 section 15.6.4).
 */
public enum Failure {
  /** No worker of the service is there. */
  NO_WORKER(false),
  /** The service's workers are there, and none of them handles the operation. */
  UNKNOWN_OPERATION(false),
  /** A bound was reached: calls waiting, bytes to send, or a worker's in-flight limit. */
  OVERLOADED(false),
  /** The backbone cannot take a command at the moment. */
  BACKBONE_UNAVAILABLE(false),
  /** The call has to be recorded, and cannot be at the moment. */
  LEDGER_UNAVAILABLE(false),
  /** The time is up; the command may have run, be running, or be dropped. */
  TIMED_OUT(true),
  /** The worker or the way to it was lost after the command had been sent. */
  OUTCOME_UNKNOWN(true),
  /** Its caller has gone away; the command may have run, be running, or be dropped. */
  CANCELLED(true);

  private final boolean accepted;

  Failure(boolean accepted) {
    this.accepted = accepted;
  }

  /** True when a worker may have seen the command, so that a repetition may run it twice. */
  public boolean mayHaveRun() {
    return accepted;
  }
}
