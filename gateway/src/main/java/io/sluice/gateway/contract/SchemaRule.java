package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Measures a value by a schema, and says what is wrong in our words. */
final class SchemaRule {
  private static final int LONGEST = 200;

  /** How far to go on after the first fault. */
  enum Depth {
    ALL,
    FIRST
  }

  private SchemaRule() {}

  static List<InputFault> check(JsonSchema schema, JsonNode value, Depth depth) {
    Set<ValidationMessage> messages;
    try {
      messages = messages(schema, value, depth);
    } catch (LinearPattern.TextTooLongException e) {
      return List.of(InputFault.inBody("#", LinearPattern.TOO_LONG));
    }
    if (messages.isEmpty()) {
      return List.of();
    }
    List<InputFault> faults = new ArrayList<>();
    for (ValidationMessage message : messages) {
      faults.add(fault(message));
      if (faults.size() == Checked.Invalid.MOST_FAULTS) {
        break;
      }
    }
    return faults;
  }

  private static Set<ValidationMessage> messages(JsonSchema schema, JsonNode value, Depth depth) {
    return switch (depth) {
      case ALL -> schema.validate(value);
      case FIRST ->
          schema.validate(value, context -> context.getExecutionConfig().setFailFast(true));
    };
  }

  private static InputFault fault(ValidationMessage message) {
    String pointer = Pointers.fragment(message.getInstanceLocation());
    String found = "found " + Shown.of(message.getInstanceNode()) + "; ";
    return switch (message.getType()) {
      case "required", "dependentRequired" ->
          InputFault.inBody(
              Pointers.member(pointer, message.getProperty()), "is missing; it is required");
      case "additionalProperties", "unevaluatedProperties" ->
          InputFault.inBody(
              Pointers.member(pointer, message.getProperty()), "is not a member that is allowed");
      case "readOnly" -> InputFault.inBody(pointer, "is for answers only; not allowed here");
      case "type" -> InputFault.inBody(pointer, found + "allowed: " + argument(message, 1));
      case "enum" -> InputFault.inBody(pointer, found + "allowed: " + argument(message, 0));
      case "format" -> InputFault.inBody(pointer, found + "allowed: " + format(message));
      default -> InputFault.inBody(pointer, found + Shown.cut(message.getError(), LONGEST));
    };
  }

  private static String format(ValidationMessage message) {
    String name = argument(message, 0);
    return name.equals("regex") ? LinearPattern.ALLOWED : "the format " + name;
  }

  private static String argument(ValidationMessage message, int index) {
    Object[] arguments = message.getArguments();
    return index < arguments.length
        ? Shown.cut(String.valueOf(arguments[index]), LONGEST)
        : "see the contract";
  }
}
