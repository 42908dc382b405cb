package io.sluice.gateway.contract;

/** The ordering key of one call. */
public sealed interface OrderingKey {
  /** The operation has no key: any partition. */
  record Unordered() implements OrderingKey {}

  /** The id that the gateway gives the invocation. */
  record InvocationId() implements OrderingKey {}

  /**
   * A value of the request: 1 to 256 characters, none of them a control character or half a
   * surrogate pair.
   */
  record Text(String value) implements OrderingKey {}
}
