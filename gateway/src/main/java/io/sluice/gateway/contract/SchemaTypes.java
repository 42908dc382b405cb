package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.List;
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

  /** The names of the members that the schema describes, in all its parts. */
  Set<String> properties(Place schema) {
    Set<String> names = new HashSet<>();
    collect(schema, names, new HashSet<>());
    return names;
  }

  private void collect(Place schema, Set<String> names, Set<String> seen) {
    Optional<Place> end = refs.end(schema);
    if (end.isEmpty() || !seen.add(end.get().pointer())) {
      return;
    }
    end.get().member("properties").node().fieldNames().forEachRemaining(names::add);
    for (String parts : List.of("allOf", "anyOf", "oneOf")) {
      end.get().member(parts).items().forEach(part -> collect(part, names, seen));
    }
  }
}
