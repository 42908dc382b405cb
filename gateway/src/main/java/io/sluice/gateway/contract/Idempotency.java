package io.sluice.gateway.contract;

/**
 * Whether a client may, or must, mark its calls of an operation with an {@code Idempotency-Key}.
 */
public enum Idempotency {
  /** A call without a key is refused. */
  REQUIRED,
  /** A call with a key takes effect once, however often it is repeated. */
  OPTIONAL,
  /** Keys are not looked at. */
  NONE
}
