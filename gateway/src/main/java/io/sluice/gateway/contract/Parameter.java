package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of an operation.
 *
 * @param type of the value, or of each value where {@code many}
 * @param many an array, one value each time the name is given
 * @param otherwise the schema's default, if any
 */
record Parameter(
    String name,
    In in,
    boolean required,
    SimpleType type,
    boolean many,
    @Nullable JsonNode otherwise,
    JsonSchema schema) {

  enum In {
    PATH,
    QUERY,
    HEADER
  }

  /** As faults name it: {@code query.limit}. */
  String label() {
    return in.name().toLowerCase(Locale.ROOT) + "." + name;
  }

  /** The value that travels; empty if there is none, or a fault was added. */
  Optional<JsonNode> read(List<String> texts, List<InputFault> faults) {
    if (texts.isEmpty()) {
      if (required) {
        faults.add(InputFault.inParameter(label(), "is missing; it is required"));
      }
      return Optional.ofNullable(required ? null : otherwise);
    }
    if (!many && texts.size() > 1) {
      String detail = "found " + texts.size() + " times; allowed: once";
      faults.add(InputFault.inParameter(label(), detail));
      return Optional.empty();
    }
    Optional<JsonNode> value = many ? array(texts, faults) : simple(texts.getFirst(), faults);
    return value.filter(node -> holds(node, faults));
  }

  private Optional<JsonNode> simple(String text, List<InputFault> faults) {
    Optional<JsonNode> value = type.read(text);
    if (value.isEmpty()) {
      String detail = "found " + Shown.of(text) + "; allowed: " + type.words();
      faults.add(InputFault.inParameter(label(), detail));
    }
    return value;
  }

  private Optional<JsonNode> array(List<String> texts, List<InputFault> faults) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.size());
    for (String text : texts) {
      Optional<JsonNode> value = simple(text, faults);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      array.add(value.get());
    }
    return Optional.of(array);
  }

  private boolean holds(JsonNode value, List<InputFault> faults) {
    List<InputFault> broken = SchemaRule.check(schema, value, SchemaRule.Depth.ALL);
    broken.forEach(fault -> faults.add(InputFault.inParameter(label(), fault.detail())));
    return broken.isEmpty();
  }
}
