package io.sluice.gateway.contract;

/** Whether a command may run again when the worker that had it is lost. */
public enum Retry {
  /** It may: a second run does no harm. */
  SAFE,
  /** It may not: its caller learns that the outcome is unknown. */
  NEVER
}
