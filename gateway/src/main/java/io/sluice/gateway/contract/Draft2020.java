package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Says the schemas of an OpenAPI 3.0 document in the words of JSON Schema 2020-12. */
final class Draft2020 {
  private static final Set<String> DATA = Set.of("example", "examples", "default", "enum", "const");

  private Draft2020() {}

  /** A copy of the document in which {@code nullable} and boolean limits are gone. */
  static JsonNode of(JsonNode root) {
    JsonNode copy = root.deepCopy();
    rewrite(copy);
    return copy;
  }

  private static void rewrite(JsonNode node) {
    if (node instanceof ObjectNode object) {
      nullable(object);
      limit(object, "exclusiveMinimum", "minimum");
      limit(object, "exclusiveMaximum", "maximum");
      object.properties().stream()
          .filter(member -> !DATA.contains(member.getKey()))
          .forEach(member -> rewrite(member.getValue()));
    } else {
      node.forEach(Draft2020::rewrite);
    }
  }

  private static void nullable(ObjectNode schema) {
    if (schema.path("nullable").isBoolean() && schema.remove("nullable").booleanValue()) {
      if (schema.path("type").isTextual()) {
        String type = schema.get("type").textValue();
        schema.putArray("type").add(type).add("null");
      }
      if (schema.get("enum") instanceof ArrayNode values) {
        values.addNull();
      }
    }
  }

  private static void limit(ObjectNode schema, String exclusive, String inclusive) {
    if (schema.path(exclusive).isBoolean()
        && schema.remove(exclusive).booleanValue()
        && schema.path(inclusive).isNumber()) {
      schema.set(exclusive, schema.remove(inclusive));
    }
  }
}
