package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.JsonPointer;

/** Where an operation's ordering key comes from; commands of one key are handled in order. */
public sealed interface KeyExpression {
  /** No order. */
  record None() implements KeyExpression {}

  /** The invocation's own id: a new key for each call. */
  record Invocation() implements KeyExpression {}

  /** A text, number or boolean of the body. */
  record BodyPointer(JsonPointer pointer) implements KeyExpression {}

  /** A parameter of the path. */
  record PathParameter(String name) implements KeyExpression {}

  /**
   * A header of the request.
   *
   * @param name in lower case
   */
  record Header(String name) implements KeyExpression {}
}
