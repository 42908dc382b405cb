package io.sluice.gateway.contract;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a call, for the {@code errors} of the answer.
 *
 * @param pointer in the body, a JSON pointer fragment such as {@code #/quantity}; else null
 * @param parameter outside it, such as {@code query.limit} or {@code header.content-type}; else
 *     null
 * @param detail what was found, shortened and escaped, and what is allowed
 */
public record InputFault(@Nullable String pointer, @Nullable String parameter, String detail) {
  static InputFault inBody(String pointer, String detail) {
    return new InputFault(pointer, null, detail);
  }

  static InputFault inParameter(String parameter, String detail) {
    return new InputFault(null, parameter, detail);
  }

  boolean samePlace(InputFault other) {
    return Objects.equals(pointer, other.pointer) && Objects.equals(parameter, other.parameter);
  }

  InputFault withDetail(String other) {
    return new InputFault(pointer, parameter, other);
  }
}
