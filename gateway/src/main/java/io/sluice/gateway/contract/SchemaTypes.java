package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What a schema says about the type and the members of its values. */
final class SchemaTypes {
  private final Refs refs;

  SchemaTypes(Refs refs) {
    this.refs = refs;
  }

  /** The types that the schema lists, without null; none if it does not say. */
  List<String> types(Place schema) {
    JsonNode type =
        refs.end(schema).map(end -> end.node().path("type")).orElse(MissingNode.getInstance());
    List<String> types =
        type.isTextual()
            ? List.of(type.textValue())
            : StreamSupport.stream(type.spliterator(), false).map(JsonNode::asText).toList();
    return types.stream().filter(name -> !name.equals("null")).toList();
  }

  /** The one simple type of the values, if they have one. */
  Optional<SimpleType> simple(Place schema) {
    List<String> types = types(schema);
    return types.size() == 1 ? SimpleType.named(types.getFirst()) : Optional.empty();
  }

  /** The type of the array's values, if this is an array of a simple type. */
  Optional<SimpleType> items(Place schema) {
    return types(schema).equals(List.of("array"))
        ? refs.end(schema).flatMap(end -> simple(end.member("items")))
        : Optional.empty();
  }

  boolean isObject(Place schema) {
    return types(schema).equals(List.of("object"));
  }

  /** The schemas of the members that the schema describes, in all its parts, by name. */
  Map<String, Place> members(Place schema) {
    Map<String, Place> members = new HashMap<>();
    collect(schema, members, new HashSet<>());
    return members;
  }

  private void collect(Place schema, Map<String, Place> members, Set<String> seen) {
    Optional<Place> end = refs.end(schema);
    if (end.isEmpty() || !seen.add(end.get().pointer())) {
      return;
    }
    end.get().member("properties").members().forEach(one -> members.putIfAbsent(one.name(), one));
    for (String parts : List.of("allOf", "anyOf", "oneOf")) {
      end.get().member(parts).items().forEach(part -> collect(part, members, seen));
    }
  }
}
