package io.sluice.gateway.invocation;

/** What came of recording a call. */
sealed interface Acceptance {

  /** The row is this call's. */
  record New() implements Acceptance {}

  /** The row of an earlier call with the same id. */
  record Existing(Invocation invocation) implements Acceptance {}
}
