package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says the schemas of an OpenAPI 3.0 document in the words of JSON Schema 2020-12. */
final class Draft2020 {
  private Draft2020() {}

  /** A copy of the document in which {@code nullable} and boolean limits are gone. */
  static JsonNode of(JsonNode root) {
    JsonNode copy = root.deepCopy();
    rewrite(new Place(copy, ""));
    return copy;
  }

  private static void rewrite(Place place) {
    if (place.node() instanceof ObjectNode schema) {
      nullable(schema);
      limit(schema, "exclusiveMinimum", "minimum");
      limit(schema, "exclusiveMaximum", "maximum");
    }
    for (Place member : place.members()) {
      if (!Part.isData(member)) {
        if (Part.named(member).isPresent()) {
          member.members().forEach(Draft2020::rewrite);
        } else {
          rewrite(member);
        }
      }
    }
    place.items().forEach(Draft2020::rewrite);
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
