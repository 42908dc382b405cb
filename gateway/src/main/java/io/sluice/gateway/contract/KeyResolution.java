package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the ordering key out of a call. */
final class KeyResolution {
  private static final OrderingKey UNORDERED = new OrderingKey.Unordered();
  private static final OrderingKey INVOCATION = new OrderingKey.InvocationId();
  private static final int LONGEST = 256;
  private static final String ALLOWED =
      "this is the ordering key; allowed: a number, a boolean, or a text of 1 to 256 characters"
          + " without control characters";

  private KeyResolution() {}

  /** Adds a fault where the call has no usable key; then what is returned does not count. */
  static OrderingKey resolve(
      KeyExpression expression, CallInput input, JsonNode body, List<InputFault> faults) {
    return switch (expression) {
      case KeyExpression.None none -> UNORDERED;
      case KeyExpression.Invocation invocation -> INVOCATION;
      case KeyExpression.BodyPointer(var pointer) -> {
        JsonNode node = body.at(pointer);
        String place = Pointers.fragment(pointer.toString());
        yield node.isValueNode() && !node.isNull()
            ? text(node.asText(), InputFault.inBody(place, ""), faults)
            : text(null, InputFault.inBody(place, Shown.of(node)), faults);
      }
      case KeyExpression.PathParameter(String name) ->
          text(
              input.pathParameters().get(name), InputFault.inParameter("path." + name, ""), faults);
      case KeyExpression.Header(String name) ->
          text(input.headers().get(name), InputFault.inParameter("header." + name, ""), faults);
    };
  }

  private static OrderingKey text(@Nullable String text, InputFault at, List<InputFault> faults) {
    if (text != null && usable(text)) {
      return new OrderingKey.Text(text);
    }
    String found = !at.detail().isEmpty() ? at.detail() : text == null ? "nothing" : Shown.of(text);
    // Where the schema has already spoken, the key adds nothing.
    if (faults.stream().noneMatch(at::samePlace)) {
      faults.add(at.withDetail("found " + found + "; " + ALLOWED));
    }
    return UNORDERED;
  }

  private static boolean usable(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl)
        && Unicode.isSound(text);
  }
}
