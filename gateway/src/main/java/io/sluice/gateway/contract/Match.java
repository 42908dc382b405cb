package io.sluice.gateway.contract;

import java.util.List;
import java.util.Map;

/** What the contract says about a method and a path. */
public sealed interface Match {
  /**
   * The contract has this operation.
   *
   * @param pathParameters by name, percent-decoded
   */
  record Found(Operation operation, Map<String, String> pathParameters) implements Match {}

  /**
   * 405: the path is known, the method is not.
   *
   * @param allow the methods of this path, sorted; never empty
   */
  record MethodNotAllowed(List<String> allow) implements Match {}

  /** 404. */
  record NotFound() implements Match {}

  /**
   * 400: bad percent-encoding or UTF-8, an encoded slash, a backslash, a control character, a
   * segment of dots. Parties between the client and us may read such a path differently.
   */
  record Malformed() implements Match {}
}
